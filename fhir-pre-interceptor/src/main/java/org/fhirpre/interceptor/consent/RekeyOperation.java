// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fhirpre.consent.Segment;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.jdbc.Transactions;
import org.fhirpre.interceptor.keys.JdbcKeyDirectory;
import org.fhirpre.interceptor.keys.Readers;
import org.fhirpre.interceptor.keys.Representation;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.PatientNotEnrolled;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.terminology.Label;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/**
 * {@code Patient/{id}/$rekey}: new key segments for later writes, and grants for them by plan. What
 * is stored keeps its keys and its grants.
 */
public final class RekeyOperation {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final JdbcKeyDirectory directory;
  private final Reconciler reconciler;
  private final Transactions transactions;
  private final AuditTrail audit;
  private final Readers readers;
  private final Representation representation;

  public RekeyOperation(
      JdbcKeyDirectory directory,
      Reconciler reconciler,
      Transactions transactions,
      AuditTrail audit,
      Readers readers,
      Representation representation) {
    this.directory = directory;
    this.reconciler = reconciler;
    this.transactions = transactions;
    this.audit = audit;
    this.readers = readers;
    this.representation = representation;
  }

  /** The patient, the privacy officer or an administrator. */
  @Operation(name = "$rekey", typeName = "Patient")
  public Parameters rekey(
      @IdParam IdType id,
      @OperationParam(name = "facet", max = OperationParam.MAX_UNLIMITED)
          @Nullable List<Coding> facet,
      @OperationParam(name = "classGroup", max = OperationParam.MAX_UNLIMITED)
          @Nullable List<CodeType> classGroup,
      @OperationParam(name = "epoch", max = OperationParam.MAX_UNLIMITED)
          @Nullable List<StringType> epoch,
      @OperationParam(name = "mode") @Nullable CodeType mode,
      @OperationParam(name = "reason", min = 1) @Nullable CodeableConcept reason,
      RequestDetails request) {
    Reader reader = readers.require(request);
    String patient = "Patient/" + id.getIdPart();
    boolean may =
        representation.speaksFor(reader, id.getIdPart())
            || reader.has(Reader.PRIVACY_OFFICER)
            || reader.has(Reader.ADMIN);
    if (!may) {
      throw FhirErrors.absentOrDenied();
    }
    requireMode(mode);
    AuditTrail.Why why = why(reason);
    Filter filter =
        new Filter(
            texts(facet, coding -> coding.getSystem() + "|" + coding.getCode()),
            texts(classGroup, CodeType::getValue),
            texts(epoch, StringType::getValue));
    int opened = rekeyed(id.getIdPart(), filter, entry(reader, patient, why));
    boolean settled = opened == 0 || reconciler.settle(id.getIdPart(), LIMIT);
    Parameters answer = new Parameters();
    answer.addParameter("opened", new IntegerType(opened));
    answer.addParameter("closed", new IntegerType(opened));
    answer.addParameter("pending", new IntegerType(settled ? 0 : opened));
    return answer;
  }

  private record Filter(Set<String> facets, Set<String> groups, Set<String> epochs) {
    boolean takes(Segment segment) {
      return (facets.isEmpty() || facets.contains(segment.facet().label().toString()))
          && (groups.isEmpty() || groups.contains(segment.classGroup().code()))
          && (epochs.isEmpty() || epochs.contains(segment.epoch().toString()));
    }
  }

  private int rekeyed(String patientId, Filter filter, AuditTrail.Entry entry) {
    try {
      return transactions.run(
          () -> {
            int opened = directory.rekey(patientId, filter::takes);
            audit.record(entry);
            return opened;
          });
    } catch (PatientNotEnrolled absent) {
      throw FhirErrors.absentOrDenied();
    }
  }

  private static void requireMode(@Nullable CodeType mode) {
    String stated = mode == null || mode.getValue() == null ? "new-writes" : mode.getValue();
    if (stated.equals("re-encapsulate")) {
      throw FhirErrors.unprocessable(
          IssueType.NOTSUPPORTED,
          "not-supported",
          "What is stored cannot be wrapped anew: write the opened resources again");
    }
    if (!stated.equals("new-writes")) {
      throw FhirErrors.badRequest("malformed-encoding", "mode is new-writes");
    }
  }

  private static AuditTrail.Why why(@Nullable CodeableConcept reason) {
    if (reason == null || reason.isEmpty()) {
      throw FhirErrors.badRequest("malformed-encoding", "The parameter reason is missing");
    }
    List<Label> codes =
        reason.getCoding().stream()
            .filter(coding -> coding.hasSystem() && coding.hasCode())
            .map(coding -> new Label(coding.getSystem(), coding.getCode()))
            .toList();
    return new AuditTrail.Why(codes, reason.hasText() ? reason.getText() : "");
  }

  private static AuditTrail.Entry entry(Reader reader, String patient, AuditTrail.Why why) {
    return new AuditTrail.Entry(
        AuditTrail.Kind.KEY, Optional.of(reader), "$rekey", List.of(patient), Optional.of(why));
  }

  private static <T> Set<String> texts(@Nullable List<T> values, Function<T, String> text) {
    return values == null ? Set.of() : values.stream().map(text).collect(Collectors.toSet());
  }
}
