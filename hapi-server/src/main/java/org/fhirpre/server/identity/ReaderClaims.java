// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.identity;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fhirpre.consent.Residual;
import org.fhirpre.consent.ResidualReader;
import org.fhirpre.interceptor.spi.Circumstances;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.terminology.Label;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Reads a {@link Reader} off the claims of a verified token: {@code fhirUser}, {@code
 * organization}, {@code groups}, {@code scope} (or {@code scp}), {@code purpose_of_use}, {@code
 * environment}, {@code location} and the {@code extensions} of IHE IUA.
 */
public final class ReaderClaims {
  /** System of purposes that a token names by their code alone. */
  public static final String ACT_REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason";

  private static final Pattern REFERENCE =
      Pattern.compile("(?<base>https?://.+/)?(?<local>[A-Z][A-Za-z]+/[A-Za-z0-9\\-.]{1,64})");

  private static final Set<Label> TREATMENT = Set.of(new Label(ACT_REASON, "TREAT"));

  private final String base;
  private final Unstated unstated;
  private final ResidualReader residuals;

  /** What a Practitioner's token without a purpose is for. */
  public enum Unstated {
    TREATMENT,
    NOTHING
  }

  /**
   * @param base of the FHIR endpoint: only absolute references below it are ours
   * @param zone of dates without time
   */
  public ReaderClaims(String base, ZoneId zone, Unstated unstated) {
    this.base = base.endsWith("/") ? base : base + "/";
    this.unstated = unstated;
    this.residuals = new ResidualReader(zone, this::local);
  }

  /** Empty if the token names nobody whom FHIR knows here; such a bearer may nothing. */
  public Optional<Reader> read(Jwt token) {
    return values(token, "fhirUser").findFirst().flatMap(this::local).map(user -> of(user, token));
  }

  private Reader of(String subject, Jwt token) {
    Set<String> identities = new LinkedHashSet<>(List.of(subject));
    Stream.concat(values(token, "organization"), values(token, "groups"))
        .flatMap(value -> local(value).stream())
        .forEach(identities::add);
    Set<String> scopes =
        Stream.concat(values(token, "scope"), values(token, "scp"))
            .flatMap(value -> Arrays.stream(value.split(" ", -1)))
            .filter(scope -> !scope.isEmpty())
            .collect(Collectors.toSet());
    IuaExtensions extensions = IuaExtensions.of(token, residuals);
    return new Reader(
        subject,
        identities,
        purposes(subject, token, extensions),
        scopes,
        circumstances(token, extensions.residual()));
  }

  private Set<Label> purposes(String subject, Jwt token, IuaExtensions extensions) {
    Set<Label> purposes =
        Stream.concat(
                values(token, "purpose_of_use").map(ReaderClaims::coding),
                extensions.purposes().stream())
            .collect(Collectors.toSet());
    boolean treats = subject.startsWith("Practitioner/") && unstated == Unstated.TREATMENT;
    return purposes.isEmpty() && treats ? TREATMENT : purposes;
  }

  private Circumstances circumstances(Jwt token, Residual residual) {
    String client =
        Stream.of("client_id", "azp", "sub")
            .flatMap(claim -> values(token, claim))
            .findFirst()
            .orElse("");
    return new Circumstances(
        client,
        values(token, "environment").map(ReaderClaims::coding).collect(Collectors.toSet()),
        values(token, "location").flatMap(at -> local(at).stream()).collect(Collectors.toSet()),
        residual,
        Map.of());
  }

  private static Label coding(String value) {
    int bar = value.indexOf('|');
    return bar < 0
        ? new Label(ACT_REASON, value)
        : new Label(value.substring(0, bar), value.substring(bar + 1));
  }

  /** The {@code Type/id} that a reference names here; empty if it names something elsewhere. */
  Optional<String> local(String reference) {
    Matcher matcher = REFERENCE.matcher(reference);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String foreign = matcher.group("base");
    return foreign == null || foreign.equals(base)
        ? Optional.of(matcher.group("local"))
        : Optional.empty();
  }

  /** A claim that is a text, or a list of texts. */
  private static Stream<String> values(Jwt token, String claim) {
    Object value = token.getClaims().get(claim);
    if (value instanceof Collection<?> several) {
      return several.stream().filter(String.class::isInstance).map(String.class::cast);
    }
    return value instanceof String one && !one.isEmpty() ? Stream.of(one) : Stream.empty();
  }
}
