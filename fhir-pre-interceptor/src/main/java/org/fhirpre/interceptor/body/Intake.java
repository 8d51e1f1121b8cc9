// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.List;
import java.util.Optional;
import org.fhirpre.consent.Finding;
import org.fhirpre.consent.FindingCode;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.errors.RequestFindings;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.interceptor.spi.ReaderIdentity;
import org.fhirpre.terminology.LabelContext;
import org.fhirpre.terminology.LabelFinding;
import org.fhirpre.terminology.Labels;
import org.fhirpre.terminology.Protection;
import org.fhirpre.terminology.SecurityLabeler;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** What is known about a submitted resource before it is sealed: protection, labels, refusals. */
public final class Intake {
  /** Wire extension of an envelope. */
  public static final String ENVELOPE = "https://fhirpre.org/fhir/StructureDefinition/envelope";

  private static final String LABEL_AUTHORITY = "fhirpre/label";
  private static final String EXEMPT = Intake.class.getName() + ".exempt";

  private final SecurityLabeler labeler;
  private final LinkedLabels links;
  private final PatientsOf patients;
  private final Optional<ReaderIdentity> readers;

  public Intake(
      SecurityLabeler labeler,
      LinkedLabels links,
      PatientsOf patients,
      Optional<ReaderIdentity> readers) {
    this.labeler = labeler;
    this.links = links;
    this.patients = patients;
    this.readers = readers;
  }

  /** How this resource is to be kept; a listed clear type is sealed if it names a patient. */
  Protection protection(Resource resource, @Nullable RequestDetails request) {
    String type = resource.fhirType();
    if (isServersFile(resource, request)) {
      resource.setUserData(EXEMPT, resource);
      return Protection.CLEAR;
    }
    if (SealedTypes.always(type) || !SealedTypes.possible(type)) {
      return SealedTypes.protection(type);
    }
    boolean naming = !patients.resource(resource).isEmpty() || patients.waits(resource);
    return naming ? Protection.PATIENT_SEALED : Protection.CLEAR;
  }

  SealingFacts facts(
      Resource resource,
      Submitted submitted,
      Protection protection,
      Optional<SealedRecord> previous,
      @Nullable RequestDetails request) {
    if (protection == Protection.SERVER_SEALED) {
      return new SealingFacts(protection, Labels.NORMAL);
    }
    submitted.putBack(resource);
    try {
      boolean authority = isLabelAuthority(request);
      if (!authority && previous.filter(record -> lowers(resource, record)).isPresent()) {
        throw FhirErrors.unprocessable(
            IssueType.BUSINESSRULE,
            FindingCode.LABEL_LOWERED.code(),
            "The stored labels are higher; lowering them needs the label authority");
      }
      LabelContext context =
          new LabelContext(
              previous.map(record -> record.attributes().labels()), links.of(resource), authority);
      Labels labels = labeler.label(resource, context);
      report(labels, request);
      return new SealingFacts(protection, labels);
    } finally {
      Submitted.take(resource);
    }
  }

  // what is sealed of a relabelled resource has the labels of before, and is sent back with them
  private static boolean lowers(Resource resource, SealedRecord previous) {
    return !previous.relabelled() && previous.attributes().labels().loweredBy(resource);
  }

  /**
   * An envelope that a client sends is a sealed write, which this version does not take: sealing it
   * again would hide the content from everybody.
   */
  void refuseShell(Resource resource) {
    List<Extension> extensions =
        resource instanceof DomainResource domain
            ? domain.getExtension()
            : resource.getMeta().getExtension();
    if (extensions.stream().anyMatch(extension -> ENVELOPE.equals(extension.getUrl()))) {
      throw FhirErrors.unprocessable(
          IssueType.NOTSUPPORTED,
          "sealed-write-not-supported",
          "A sealed resource cannot be written back; write the opened resource");
    }
  }

  static boolean isExempt(IBaseResource resource) {
    return resource.getUserData(EXEMPT) == resource;
  }

  // HAPI keeps packages and the NDJSON of its export jobs in Binary resources.
  private static boolean isServersFile(Resource resource, @Nullable RequestDetails request) {
    return request instanceof SystemRequestDetails
        && resource instanceof Binary binary
        && (!binary.hasSecurityContext() || ExportFile.owner(binary).isPresent());
  }

  private static void report(Labels labels, @Nullable RequestDetails request) {
    if (request != null) {
      RequestFindings.of(request).addAll(labels.findings().stream().map(Intake::warning).toList());
    }
  }

  private static Finding warning(LabelFinding found) {
    FindingCode code = FindingCode.ofCode(found.code()).orElseThrow();
    return Finding.of(code, found.expression()).asWarning();
  }

  private boolean isLabelAuthority(@Nullable RequestDetails request) {
    Optional<Reader> writer =
        request == null ? Optional.empty() : readers.flatMap(identity -> identity.of(request));
    return writer.filter(reader -> reader.has(LABEL_AUTHORITY)).isPresent();
  }
}
