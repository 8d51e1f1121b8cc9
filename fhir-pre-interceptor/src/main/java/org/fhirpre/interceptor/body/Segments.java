// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.crypto.SegmentKey;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.spi.AgentUnavailable;
import org.fhirpre.interceptor.spi.KeyDirectory;
import org.fhirpre.interceptor.spi.PatientNotEnrolled;
import org.fhirpre.interceptor.spi.SegmentUnpublished;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Facet;
import org.hl7.fhir.r4.model.Resource;

/** The key segments that one body is sealed to: one for each patient and facet. */
public final class Segments {
  private static final String ONLY = Segments.class.getName() + ".only";

  private final KeyDirectory directory;

  Segments(KeyDirectory directory) {
    this.directory = directory;
  }

  /**
   * Seals this one object to a throw-away key instead of its patient's: for the start verifier's
   * canary, which is rolled back and must not enrol anybody.
   */
  public static void sealOnlyTo(Resource canary, SegmentKey key) {
    canary.setUserData(ONLY, key);
  }

  /** Sorted by patient, then facet. */
  List<SegmentKey> of(Sealing sealing, Set<String> patients) {
    Optional<SegmentKey> only =
        Optional.ofNullable((SegmentKey) sealing.resource().getUserData(ONLY));
    return only.map(List::of).orElseGet(() -> open(sealing, patients));
  }

  private List<SegmentKey> open(Sealing sealing, Set<String> patients) {
    List<Facet> facets = sealing.facts().labels().facets();
    if (patients.size() * facets.size() > StoredEnvelope.MAX_SHARES) {
      throw FhirErrors.limitExceeded(
          "Patients named times sensitivities may be at most " + StoredEnvelope.MAX_SHARES);
    }
    ClassGroup group = SealedTypes.group(sealing.resource().fhirType());
    List<SegmentKey> keys = new ArrayList<>();
    try {
      for (String patient : patients) {
        for (Facet facet : facets) {
          keys.add(directory.openSegment(patient, facet, group));
        }
      }
      return keys;
    } catch (PatientNotEnrolled refused) {
      throw FhirErrors.patientNotEnrolled();
    } catch (AgentUnavailable silent) {
      throw FhirErrors.agentUnavailable();
    } catch (SegmentUnpublished refused) {
      throw FhirErrors.segmentUnpublished();
    }
  }
}
