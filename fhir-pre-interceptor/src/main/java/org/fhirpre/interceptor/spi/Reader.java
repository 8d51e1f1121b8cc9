// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.spi;

import java.util.Set;
import org.fhirpre.terminology.Label;

/**
 * The authenticated party of one request.
 *
 * @param subject the person or system itself, a literal reference such as {@code Practitioner/1}
 * @param identities the subject and what it acts for: organisations, groups; contains the subject
 * @param purposes purposes of use that the request carries
 * @param scopes granted OAuth scopes, as they stand in the token
 * @param circumstances client, place and what the token narrows
 */
public record Reader(
    String subject,
    Set<String> identities,
    Set<Label> purposes,
    Set<String> scopes,
    Circumstances circumstances) {

  /** Administers keys and enrolment; gives no access to any record. */
  public static final String ADMIN = "fhirpre/admin";

  /** Records Consents for patients. */
  public static final String CONSENT_RECORDER = "fhirpre/consent";

  /** Reads Consents and explanations for privacy work. */
  public static final String PRIVACY_OFFICER = "fhirpre/privacy";

  public Reader {
    identities = Set.copyOf(identities);
    purposes = Set.copyOf(purposes);
    scopes = Set.copyOf(scopes);
  }

  /** A reader of whose circumstances nothing is known. */
  public Reader(String subject, Set<String> identities, Set<Label> purposes, Set<String> scopes) {
    this(subject, identities, purposes, scopes, Circumstances.UNKNOWN);
  }

  public Reader acting(Set<String> as) {
    return new Reader(subject, as, purposes, scopes, circumstances);
  }

  public Reader askingFor(Set<Label> stated) {
    return new Reader(subject, identities, stated, scopes, circumstances);
  }

  public Reader in(Circumstances known) {
    return new Reader(subject, identities, purposes, scopes, known);
  }

  public boolean has(String scope) {
    return scopes.contains(scope);
  }
}
