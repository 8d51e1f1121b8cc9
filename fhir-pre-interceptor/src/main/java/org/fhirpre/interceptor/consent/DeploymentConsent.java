// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fhirpre.consent.ConsentRef;
import org.fhirpre.consent.NormalConsent;
import org.fhirpre.interceptor.jdbc.ConsentRow;
import org.fhirpre.interceptor.jdbc.EnforcementState;
import org.fhirpre.interceptor.spi.KeyDirectory;

/**
 * Stands for a Consent where a resource names no patient: what belongs to the deployment is opened
 * to all of its users. It is nobody's to change, hence it is not stored.
 */
public final class DeploymentConsent {
  /** No FHIR id, so that no Consent can be taken for it. */
  private static final String ID = KeyDirectory.DEPLOYMENT;

  private static final String VERSION = "1";

  private DeploymentConsent() {}

  /** As it would stand in the table of Consents. */
  public static ConsentRow row() {
    NormalConsent normal =
        NormalConsent.permittingAll(
            new ConsentRef("Consent/" + ID, VERSION), "Patient/" + KeyDirectory.DEPLOYMENT);
    String text = ConsentCodec.write(new ConsentCodec.Body(Optional.of(normal), List.of()));
    return new ConsentRow(
        ID,
        VERSION,
        Optional.of(KeyDirectory.DEPLOYMENT),
        EnforcementState.ENFORCED,
        Instant.EPOCH,
        Optional.empty(),
        false,
        new Text(text));
  }

  private record Text(String open) implements ConsentRow.Body {
    @Override
    public String digest() {
      return ID;
    }
  }
}
