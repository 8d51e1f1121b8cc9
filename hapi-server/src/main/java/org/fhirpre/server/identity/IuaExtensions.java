// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.identity;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.consent.Residual;
import org.fhirpre.consent.ResidualReader;
import org.fhirpre.terminology.Label;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The claim {@code extensions} of IHE IUA: purposes of {@code ihe_iua} and the residual of {@code
 * ihe_pcf}, which may also stand at the top of the token. What is there twice, or not understood,
 * makes the residual unreadable.
 *
 * @param purposes stated beside {@code purpose_of_use}
 */
record IuaExtensions(Set<Label> purposes, Residual residual) {
  private static final String PCF = "ihe_pcf";

  static IuaExtensions of(Jwt token, ResidualReader reader) {
    Object claim = token.getClaims().get("extensions");
    boolean object = claim == null || claim instanceof Map<?, ?>;
    Map<?, ?> extensions = claim instanceof Map<?, ?> map ? map : Map.of();
    Object top = token.getClaims().get(PCF);
    Object inside = extensions.get(PCF);
    boolean twice = top != null && inside != null;
    boolean nothing =
        (token.getClaims().containsKey(PCF) && top == null)
            || (extensions.containsKey(PCF) && inside == null);
    Optional<Set<Label>> purposes = purposes(extensions.get("ihe_iua"));
    if (!object || twice || nothing || purposes.isEmpty()) {
      return new IuaExtensions(purposes.orElse(Set.of()), Residual.UNREADABLE);
    }
    return new IuaExtensions(purposes.get(), reader.read(top == null ? inside : top));
  }

  /** Empty if they are not understood. */
  private static Optional<Set<Label>> purposes(@Nullable Object iua) {
    Object stated = iua instanceof Map<?, ?> members ? members.get("purpose_of_use") : null;
    if (stated == null) {
      return iua == null || iua instanceof Map<?, ?> ? Optional.of(Set.of()) : Optional.empty();
    }
    Set<Label> purposes = new HashSet<>();
    for (Object coding : stated instanceof List<?> list ? list : List.of("not a list")) {
      if (!(coding instanceof Map<?, ?> members)
          || !(members.get("system") instanceof String system)
          || !(members.get("code") instanceof String code)) {
        return Optional.empty();
      }
      purposes.add(new Label(system, code));
    }
    return Optional.of(purposes);
  }
}
