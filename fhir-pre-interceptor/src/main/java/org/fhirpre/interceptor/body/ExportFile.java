// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Identifier;

/**
 * NDJSON of an export job, which HAPI keeps as Binary. It holds what was made for one reader,
 * sealed resources in envelopes, and so is stored as it is.
 */
public final class ExportFile {
  /** Identifier system of the reader for whom it was made, in {@code Binary.securityContext}. */
  public static final String OWNER = "https://fhirpre.org/fhir/NamingSystem/export-requester";

  /** HAPI's mark. */
  private static final String JOB = "https://hapifhir.org/NamingSystem/bulk-export-job-id";

  private ExportFile() {}

  /**
   * Subject of the reader for whom a stored one was made.
   *
   * @return empty if it is none
   */
  public static Optional<String> owner(IBaseResource resource) {
    if (!(resource instanceof Binary binary) || !binary.getMeta().hasExtension(JOB)) {
      return Optional.empty();
    }
    Identifier owner = binary.getSecurityContext().getIdentifier();
    return Optional.ofNullable(owner.getValue()).filter(value -> OWNER.equals(owner.getSystem()));
  }
}
