// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.time.Instant;
import java.util.Optional;

/**
 * The enforced side of one Consent.
 *
 * @param id logical id
 * @param version {@code meta.versionId}
 * @param patientId logical id; empty if the Consent has no effect and names no known patient
 * @param since since when the state holds
 * @param ends end of the root period, exclusive
 * @param forbids whether it blocks the patient's record while its state is {@code rejected}
 * @param body the normal form and the findings
 */
public record ConsentRow(
    String id,
    String version,
    Optional<String> patientId,
    EnforcementState state,
    Instant since,
    Optional<Instant> ends,
    boolean forbids,
    Body body) {

  /** An ended period counts at once, also while its row has not been swept yet. */
  public EnforcementState stateAt(Instant now) {
    return isOver(now) ? EnforcementState.EXPIRED : state;
  }

  /** Since when {@link #stateAt} holds. */
  public Instant sinceAt(Instant now) {
    return isOver(now) ? ends.orElseThrow() : since;
  }

  private boolean isOver(Instant now) {
    return state.active() && ends.filter(end -> !now.isBefore(end)).isPresent();
  }

  /** A text that is sealed at rest and opened when it is asked for. */
  public interface Body {
    String open();

    /** Names this sealed text and no other; for caches. */
    String digest();

    /** What is to be stored. */
    static Body of(String text) {
      return new Body() {
        @Override
        public String open() {
          return text;
        }

        @Override
        public String digest() {
          throw new IllegalStateException("not sealed yet");
        }
      };
    }
  }
}
