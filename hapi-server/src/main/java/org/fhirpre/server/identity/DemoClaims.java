// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.identity;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fhirpre.server.demo.DemoClient;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.Purposes;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** Says in a demo token whom the client stands for, and for what purpose it asks. */
final class DemoClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {
  static final String PURPOSE = "purpose_of_use";

  private final Map<String, DemoClient> clients =
      DemoClient.all().stream().collect(Collectors.toMap(DemoClient::id, Function.identity()));

  @Override
  public void customize(JwtEncodingContext context) {
    DemoClient client = clients.get(context.getRegisteredClient().getClientId());
    if (client == null) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
    Set<String> asked = context.getAuthorizedScopes();
    context
        .getClaims()
        .claim("fhirUser", client.fhirUser())
        .claim("groups", List.of())
        .claim("scope", String.join(" ", asked.isEmpty() ? client.scopes() : asked))
        .claim(PURPOSE, purpose(context, client));
    client.organization().ifPresent(at -> context.getClaims().claim("organization", at));
  }

  private static String purpose(JwtEncodingContext context, DemoClient client) {
    OAuth2ClientCredentialsAuthenticationToken request = context.getAuthorizationGrant();
    Object asked = request.getAdditionalParameters().get(PURPOSE);
    if (asked == null) {
      return client.purpose();
    }
    if (!(asked instanceof String code)
        || !Purposes.isKnown(new Label(ReaderClaims.ACT_REASON, code))) {
      throw new OAuth2AuthenticationException(
          new OAuth2Error(
              OAuth2ErrorCodes.INVALID_REQUEST, "purpose_of_use is not a v3-ActReason code", null));
    }
    return code;
  }
}
