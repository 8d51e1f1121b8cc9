// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.requester;

import static java.nio.charset.StandardCharsets.UTF_8;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.consent.Residual;
import org.fhirpre.crypto.PreException;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.spi.Circumstances;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.interceptor.spi.ServerSeal;
import org.fhirpre.terminology.Label;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * Who asked for work that is done when the request is over, for a row of that work: sealed under
 * the server's key, so that a writer to the database puts nobody in the requester's place.
 *
 * <p>Thread safety: called concurrently.
 */
public final class KeptRequesters {
  private static final byte[] BINDING = "fhir-pre/v1/requester".getBytes(UTF_8);
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private final Requesters requesters;
  private final Memberships memberships;
  private final ServerSeal seal;
  private final Clock clock;

  public KeptRequesters(
      Requesters requesters, Memberships memberships, ServerSeal seal, Clock clock) {
    this.requesters = requesters;
    this.memberships = memberships;
    this.seal = seal;
    this.clock = clock;
  }

  private record Kept(
      String subject,
      Set<String> identities,
      Set<Label> purposes,
      Set<String> scopes,
      String client,
      Set<Label> environments,
      Set<String> locations) {}

  /**
   * Keeps what the token says of the requester and the purpose that was selected; memberships are
   * looked up again when they count.
   *
   * @return empty if nobody is known to ask
   * @throws ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException if the request is in an
   *     emergency session, or its token narrows what may be read
   */
  public Optional<String> keep(RequestDetails request) {
    return requesters.of(request).map(reader -> keep(reader, request));
  }

  private String keep(Reader reader, RequestDetails request) {
    Circumstances known = reader.circumstances();
    if (!known.emergencies().isEmpty() || known.residual().kind() != Residual.Kind.ABSENT) {
      throw FhirErrors.unprocessable(
          IssueType.NOTSUPPORTED,
          "not-supported",
          "Nothing outlasts an emergency session, or a token that narrows what may be read");
    }
    Set<String> own = requesters.ofToken(request).orElse(reader).identities();
    Kept kept =
        new Kept(
            reader.subject(),
            own,
            reader.purposes(),
            reader.scopes(),
            known.client(),
            known.environments(),
            known.locations());
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(seal.seal(JSON.writeValueAsBytes(kept), BINDING));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a requester is not written", impossible);
    }
  }

  /**
   * As the token said it.
   *
   * @return empty if it is not what {@link #keep} made
   */
  public Optional<Reader> ofToken(String kept) {
    try {
      byte[] json = seal.open(Base64.getUrlDecoder().decode(kept), BINDING);
      return Optional.of(reader(JSON.readValue(json, Kept.class)));
    } catch (PreException | IllegalArgumentException | IOException altered) {
      return Optional.empty();
    }
  }

  /** With everything that the requester is a member of now; otherwise as {@link #ofToken}. */
  public Optional<Reader> now(String kept) {
    return ofToken(kept)
        .map(reader -> reader.acting(memberships.of(reader.identities(), clock.instant())));
  }

  private static Reader reader(Kept kept) {
    Circumstances known =
        new Circumstances(
            kept.client,
            kept.environments,
            kept.locations,
            Residual.ABSENT,
            Circumstances.UNKNOWN.emergencies());
    return new Reader(kept.subject, kept.identities, kept.purposes, kept.scopes, known);
  }
}
