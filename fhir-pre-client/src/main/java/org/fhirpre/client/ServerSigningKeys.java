// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import ca.uhn.fhir.context.FhirContext;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.util.Optional;
import org.hl7.fhir.r4.model.Parameters;
import org.jspecify.annotations.Nullable;

/** The signing keys that a server publishes at {@code $keys}; asked for once, when first needed. */
final class ServerSigningKeys implements SigningKeys {
  private final FhirPreClient client;
  private @Nullable SigningKeys fetched;

  ServerSigningKeys(FhirHttp http, FhirContext context) {
    this.client = new FhirPreClient(http, context, ResourceOpener.keyless());
  }

  @Override
  public Optional<OctetKeyPair> find(String keyId) {
    return fetched().find(keyId);
  }

  private synchronized SigningKeys fetched() {
    SigningKeys known = fetched;
    if (known == null) {
      if (!(client.received("$keys") instanceof Parameters answer)) {
        throw new ClientException.Unreachable("the server publishes no signing keys");
      }
      known = SigningKeys.of(SigningKeys.fromParameters(answer));
      fetched = known;
    }
    return known;
  }
}
