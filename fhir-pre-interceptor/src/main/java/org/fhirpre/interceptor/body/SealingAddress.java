// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import ca.uhn.fhir.jpa.esr.ExternallyStoredResourceAddress;
import org.fhirpre.terminology.Protection;

/**
 * The address that HAPI asks for when it encodes a body: it seals then, and each time anew, because
 * only the last answer is kept. It never remembers its text.
 *
 * <p>A create inside a transaction is encoded twice; the first time references are unresolved and
 * the answer is thrown away, so it is a constant. Used by one thread.
 */
final class SealingAddress extends ExternallyStoredResourceAddress {
  private final Sealer sealer;
  private final Sealing sealing;
  private final BlindedMeta blinded;
  private int dryRunsLeft;
  private boolean sealed;

  /**
   * @param dryRuns answers that HAPI will throw away
   */
  SealingAddress(Sealer sealer, BlindedMeta blinded, Sealing sealing, int dryRuns) {
    super(Address.PROVIDER, Address.PENDING);
    this.sealer = sealer;
    this.sealing = sealing;
    this.blinded = blinded;
    this.dryRunsLeft = dryRuns;
  }

  @Override
  public String getLocation() {
    sealed = false;
    if (dryRunsLeft > 0) {
      dryRunsLeft--;
      return Address.PENDING;
    }
    String text = sealer.seal(sealing);
    if (sealing.facts().protection() == Protection.PATIENT_SEALED) {
      // HAPI reads tags and profiles right after this.
      blinded.replace(sealing.resource(), sealing.meta(), sealing.facts());
    }
    sealed = true;
    return text;
  }

  /** Whether the last answer is a sealed body of this version. */
  boolean isFor(String version) {
    return sealed && Long.toString(sealing.version()).equals(version);
  }
}
