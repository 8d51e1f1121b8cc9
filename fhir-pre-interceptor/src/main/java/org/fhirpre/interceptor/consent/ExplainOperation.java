// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fhirpre.consent.Action;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.keys.Readers;
import org.fhirpre.interceptor.keys.Representation;
import org.fhirpre.interceptor.requester.Memberships;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.terminology.CodeSystems;
import org.fhirpre.terminology.Label;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/**
 * {@code Patient/{id}/$explain-access}: what a read would decide, and why. The patient and the
 * privacy officer see everything; anybody else learns about the own access to one stored resource,
 * and of a denial only that it is one.
 */
public final class ExplainOperation {
  private final ExplainedResources resources;
  private final Explainer explainer;
  private final Memberships memberships;
  private final Readers readers;
  private final Representation representation;
  private final AuditTrail audit;

  public ExplainOperation(
      ExplainedResources resources,
      Explainer explainer,
      Memberships memberships,
      Readers readers,
      Representation representation,
      AuditTrail audit) {
    this.resources = resources;
    this.explainer = explainer;
    this.memberships = memberships;
    this.readers = readers;
    this.representation = representation;
    this.audit = audit;
  }

  /** Texts of parameters are those of {@code docs/spec/operations.md}. */
  @Operation(name = "$explain-access", typeName = "Patient", idempotent = true)
  public Parameters explain(
      @IdParam IdType id,
      @OperationParam(name = "actor") @Nullable StringType actor,
      @OperationParam(name = "purpose") @Nullable StringType purpose,
      @OperationParam(name = "resource") @Nullable StringType resource,
      @OperationParam(name = "type") @Nullable StringType type,
      @OperationParam(name = "label", max = OperationParam.MAX_UNLIMITED)
          @Nullable List<StringType> label,
      @OperationParam(name = "code", max = OperationParam.MAX_UNLIMITED)
          @Nullable List<StringType> code,
      @OperationParam(name = "effective") @Nullable StringType effective,
      @OperationParam(name = "action") @Nullable StringType action,
      @OperationParam(name = "at") @Nullable StringType at,
      RequestDetails request) {
    Reader caller = readers.require(request);
    String patient = "Patient/" + id.getIdPart();
    Optional<String> named = text(resource);
    audit.record(
        new AuditTrail.Entry(
            AuditTrail.Kind.READ,
            Optional.of(caller),
            "operation",
            Stream.concat(Stream.of(patient), named.stream().filter(ExplainOperation::literal))
                .toList()));
    if (!seesAll(caller, id.getIdPart())) {
      return own(caller, patient, text(actor), named);
    }
    ExplainedResources.Described described =
        new ExplainedResources.Described(
            named, text(type), labels(label), labels(code), text(effective));
    Asker asker = new Asker(caller, text(actor), text(purpose).map(ExplainOperation::purpose));
    Explainer.Matter matter =
        new Explainer.Matter(
            patient, resources.of(patient, described), action(text(action)), instant(text(at)));
    return text(actor).isPresent()
        ? explainer.access(reader(asker), matter)
        : explainer.survey(matter);
  }

  /** Whose access is explained, and to whom. */
  private record Asker(Reader caller, Optional<String> actor, Optional<Label> purpose) {}

  private Parameters own(
      Reader caller, String patient, Optional<String> actor, Optional<String> resource) {
    if (actor.filter(other -> !other.equals(caller.subject())).isPresent()) {
      throw FhirErrors.absentOrDenied();
    }
    if (resource.isEmpty()) {
      throw FhirErrors.badRequest("malformed-encoding", "The parameter resource is missing");
    }
    return explainer.own(caller, resources.stored(patient, resource.get()));
  }

  private boolean seesAll(Reader caller, String patientId) {
    return representation.speaksFor(caller, patientId) || caller.has(Reader.PRIVACY_OFFICER);
  }

  private Reader reader(Asker asker) {
    String actor = asker.actor().orElseThrow();
    if (!literal(actor)) {
      throw FhirErrors.badRequest("malformed-encoding", "actor is not a literal reference");
    }
    Set<Label> stated = asker.purpose().map(Set::of).orElse(Set.of());
    if (actor.equals(asker.caller().subject())) {
      return asker.purpose().isPresent() ? asker.caller().askingFor(stated) : asker.caller();
    }
    return new Reader(actor, memberships.of(Set.of(actor), explainer.now()), stated, Set.of());
  }

  private static boolean literal(String reference) {
    return reference.matches("[A-Z][A-Za-z]+/[A-Za-z0-9\\-.]{1,64}(/_history/[0-9]{1,9})?");
  }

  private static Label purpose(String text) {
    return text.indexOf('|') < 0 ? new Label(CodeSystems.ACT_REASON, text) : label(text);
  }

  private static Set<Label> labels(@Nullable List<StringType> texts) {
    return texts == null
        ? Set.of()
        : texts.stream()
            .flatMap(each -> text(each).stream())
            .map(ExplainOperation::label)
            .collect(Collectors.toSet());
  }

  private static Label label(String text) {
    int bar = text.indexOf('|');
    if (bar <= 0 || bar == text.length() - 1) {
      throw FhirErrors.badRequest("malformed-encoding", "A coding is system|code");
    }
    return new Label(text.substring(0, bar), text.substring(bar + 1));
  }

  private static Action action(Optional<String> code) {
    return code.map(
            text ->
                Action.ofCode(text)
                    .orElseThrow(
                        () -> FhirErrors.badRequest("malformed-encoding", "unknown action")))
        .orElse(Action.ACCESS);
  }

  private Instant instant(Optional<String> text) {
    try {
      return text.map(Instant::parse).orElseGet(explainer::now);
    } catch (DateTimeException malformed) {
      throw FhirErrors.badRequest("malformed-encoding", "at is not an instant");
    }
  }

  private static Optional<String> text(@Nullable StringType parameter) {
    return Optional.ofNullable(parameter).map(StringType::getValue).filter(v -> !v.isEmpty());
  }
}
