// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.identity;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Copies who asks from the servlet request to HAPI's request, where entries of a batch find it on
 * whatever thread they run.
 */
@Interceptor(order = ReaderHook.FIRST)
public final class ReaderHook {
  static final int FIRST = -10_000;

  private final ReaderClaims claims;
  private final Gateways gateways;

  ReaderHook(ReaderClaims claims, Gateways gateways) {
    this.claims = claims;
    this.gateways = gateways;
  }

  @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLER_SELECTED)
  public void attach(RequestDetails request, HttpServletRequest servletRequest) {
    if (servletRequest.getUserPrincipal() instanceof JwtAuthenticationToken bearer) {
      claims
          .read(bearer.getToken())
          .map(reader -> gateways.at(reader, servletRequest, this::local))
          .ifPresent(reader -> request.getUserData().put(JwtReaderIdentity.KEY, reader));
    }
  }

  private Set<String> local(String reference) {
    return claims.local(reference).map(Set::of).orElse(Set.of());
  }
}
