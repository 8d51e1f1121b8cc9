// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.requester;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.terminology.Label;

/**
 * Completes the requester once a request: the purpose that its header selects, its emergency
 * session, then memberships. On the RestfulServer, after the host has read the token and before
 * anything is looked up.
 */
@Interceptor(order = RequesterHook.AFTER_TOKEN)
public final class RequesterHook {
  static final int AFTER_TOKEN = -5_000;
  private static final String PURPOSE = "X-Purpose-Of-Use";
  private static final String SESSION = "X-Break-Glass";
  private static final String METADATA = "metadata";

  private final Requesters requesters;
  private final Memberships memberships;
  private final Emergencies emergencies;
  private final Purpose purpose;
  private final Clock clock;

  /** Whether a request has to say what it is for. */
  public enum Purpose {
    OPTIONAL,
    REQUIRED
  }

  /** Sessions of emergency access. */
  @FunctionalInterface
  public interface Emergencies {
    /**
     * The purpose by {@code Patient/x} of a session that the request names.
     *
     * @throws ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException if it is not the
     *     reader's, or over
     */
    Map<String, Label> of(Reader reader, String session);
  }

  public RequesterHook(
      Requesters requesters,
      Memberships memberships,
      Emergencies emergencies,
      Purpose purpose,
      Clock clock) {
    this.requesters = requesters;
    this.memberships = memberships;
    this.emergencies = emergencies;
    this.purpose = purpose;
    this.clock = clock;
  }

  @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLER_SELECTED)
  public void complete(RequestDetails request) {
    if (!METADATA.equals(request.getRequestPath())) {
      requesters.ofToken(request).ifPresent(reader -> complete(reader, request));
    }
  }

  private void complete(Reader token, RequestDetails request) {
    Reader asking = inSession(selected(token, request), request);
    boolean says = !asking.purposes().isEmpty() || !asking.circumstances().emergencies().isEmpty();
    if (purpose == Purpose.REQUIRED && !says) {
      throw FhirErrors.purposeRequired();
    }
    Set<String> identities = memberships.of(asking.identities(), clock.instant());
    Requesters.attach(request, asking.acting(identities));
  }

  private Reader inSession(Reader reader, RequestDetails request) {
    String session = request.getHeader(SESSION);
    return session == null
        ? reader
        : reader.in(reader.circumstances().with(emergencies.of(reader, session)));
  }

  /** The header picks one of the token's purposes; it never adds one. */
  private static Reader selected(Reader token, RequestDetails request) {
    String header = request.getHeader(PURPOSE);
    if (header == null) {
      return token;
    }
    int bar = header.indexOf('|');
    Label named = new Label(header.substring(0, Math.max(0, bar)), header.substring(bar + 1));
    if (bar < 0 || !token.purposes().contains(named)) {
      throw FhirErrors.purposeRequired();
    }
    return token.askingFor(Set.of(named));
  }
}
