// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.fhirpre.consent.ConditionReport;
import org.fhirpre.consent.ConsentDecision;
import org.fhirpre.consent.ConsentDecision.Because;
import org.fhirpre.consent.ConsentRef;
import org.fhirpre.consent.Enforcement;
import org.fhirpre.consent.NormalConsent;
import org.fhirpre.consent.PlanEntry;
import org.fhirpre.consent.Vote;
import org.fhirpre.interceptor.spi.KeyDirectory;
import org.fhirpre.terminology.Facet;
import org.fhirpre.terminology.Label;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;

/** An explanation as Parameters. */
final class ExplainAnswer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PERMIT = "permit";
  private static final String DENY = "deny";

  private final ActiveConsents.Loaded loaded;
  private final KeyDirectory keys;
  private final Parameters answer = new Parameters();

  ExplainAnswer(ActiveConsents.Loaded loaded, KeyDirectory keys) {
    this.loaded = loaded;
    this.keys = keys;
  }

  /**
   * Somebody who can see something.
   *
   * @param entries live grants
   * @param purposes for which; empty: for any
   */
  record Grantee(String actor, List<PlanEntry> entries, Set<Label> purposes) {}

  static Parameters bare(boolean permitted) {
    Parameters answer = new Parameters();
    answer.addParameter("decision", new CodeType(permitted ? PERMIT : DENY));
    return answer;
  }

  static Parameters survey(List<Grantee> grantees) {
    Parameters answer = bare(!grantees.isEmpty());
    for (Grantee grantee : grantees) {
      ParametersParameterComponent part = answer.addParameter().setName("grantee");
      add(part, "actor", new Reference(grantee.actor()));
      grantee.entries().stream()
          .map(entry -> entry.segment().classGroup().code())
          .distinct()
          .sorted()
          .forEach(group -> add(part, "classGroup", new CodeType(group)));
      grantee.entries().stream()
          .map(entry -> entry.segment().facet())
          .distinct()
          .sorted()
          .forEach(facet -> add(part, "facet", coding(facet.label())));
      grantee.purposes().stream()
          .sorted()
          .forEach(purpose -> add(part, "purpose", coding(purpose)));
      grantee.entries().stream()
          .map(PlanEntry::notAfter)
          .max(Comparator.naturalOrder())
          .ifPresent(until -> add(part, "until", instant(until)));
    }
    return answer;
  }

  /** No resource is named: what is left of the record. */
  Parameters rest(List<Map<String, Object>> residual) {
    boolean nothing = residual.equals(org.fhirpre.consent.ResidualWriter.nothing());
    answer.addParameter("decision", new CodeType(nothing ? DENY : PERMIT));
    return residual(residual);
  }

  Parameters of(
      ConsentJudge.Question question,
      ConsentJudge.Verdict verdict,
      List<Map<String, Object>> residual) {
    ConsentDecision decision = verdict.decision();
    boolean permitted = decision.permitted() && verdict.keyed();
    answer.addParameter("decision", new CodeType(permitted ? PERMIT : DENY));
    if (permitted) {
      answer.addParameter("enforcement", new CodeType(enforcement(verdict).code()));
    }
    reason(verdict).ifPresent(code -> answer.addParameter("reason", new CodeType(code)));
    for (String patient : new TreeSet<>(question.attributes().patients())) {
      for (Facet facet : question.attributes().labels().facets()) {
        facet(new Judged(patient, facet, question, verdict));
      }
    }
    return residual(residual);
  }

  private record Judged(
      String patient, Facet facet, ConsentJudge.Question question, ConsentJudge.Verdict verdict) {
    List<Because> because() {
      return verdict.decision().because().stream()
          .filter(each -> each.patient().equals(patient) && each.facet().equals(facet))
          .toList();
    }

    boolean permitted() {
      boolean denied = because().stream().anyMatch(each -> each.vote() == Vote.DENY);
      boolean named = because().stream().anyMatch(each -> each.vote() == Vote.PERMIT);
      return !denied && (named || verdict.decision().permitted());
    }
  }

  private static Optional<String> reason(ConsentJudge.Verdict verdict) {
    if (verdict.decision() instanceof ConsentDecision.Deny denied) {
      return Optional.of(denied.reason().code());
    }
    return verdict.keyed() ? Optional.empty() : Optional.of("grant-missing");
  }

  /** The weakest of what holds the permits. */
  private Enforcement enforcement(ConsentJudge.Verdict verdict) {
    boolean keysAlone =
        verdict.decision().because().stream()
            .allMatch(
                each ->
                    consent(each)
                        .filter(c -> c.enforcement(each.nodePath()) == Enforcement.CRYPTO)
                        .isPresent());
    return keysAlone ? Enforcement.CRYPTO : Enforcement.CRYPTO_AND_POLICY;
  }

  private void facet(Judged judged) {
    ParametersParameterComponent part = answer.addParameter().setName("facet");
    add(part, "patient", new Reference(judged.patient()));
    add(part, "label", coding(judged.facet().label()));
    add(part, "decision", new CodeType(judged.permitted() ? PERMIT : DENY));
    List<Because> because = judged.because();
    because.stream().map(Because::consent).distinct().forEach(consent -> add(part, consent));
    because.stream()
        .flatMap(each -> each.nodePath().stream())
        .distinct()
        .forEach(node -> add(part, "node", new StringType(node)));
    because.stream().flatMap(this::conditions).distinct().forEach(c -> condition(part, c));
    add(part, "grant", new CodeType(grant(judged)));
  }

  private String grant(Judged judged) {
    if (judged.verdict().own()) {
      return "none-needed";
    }
    List<org.fhirpre.crypto.SegmentId> segments = judged.question().segments();
    for (int i = 0; i < segments.size(); i++) {
      boolean here =
          keys.segment(segments.get(i))
              .filter(owner -> judged.patient().equals("Patient/" + owner.patientId()))
              .filter(owner -> owner.segment().facet().equals(judged.facet()))
              .isPresent();
      if (here && judged.verdict().grants().get(i).isPresent()) {
        return "live";
      }
    }
    return "missing";
  }

  private Stream<ConditionReport> conditions(Because because) {
    return consent(because).stream()
        .flatMap(consent -> consent.conditions().stream())
        .filter(report -> because.nodePath().filter(report.path()::equals).isPresent());
  }

  private Optional<NormalConsent> consent(Because because) {
    return loaded.byPatient().getOrDefault(because.patient(), List.of()).stream()
        .filter(consent -> consent.consent().equals(because.consent()))
        .findFirst();
  }

  private static void condition(ParametersParameterComponent facet, ConditionReport report) {
    ParametersParameterComponent part = facet.addPart().setName("condition");
    add(part, "path", new StringType(report.path()));
    add(part, "dimension", new CodeType(report.dimension().code()));
    add(part, "enforcement", new CodeType(report.enforcement().code()));
  }

  private Parameters residual(List<Map<String, Object>> rules) {
    try {
      answer.addParameter("residual", new StringType(JSON.writeValueAsString(rules)));
      return answer;
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("maps of texts are not written", impossible);
    }
  }

  /** The version apart: HAPI takes versions out of references that it sends. */
  private static void add(ParametersParameterComponent part, ConsentRef consent) {
    add(part, "consent", new Reference(consent.id()));
    add(part, "version", new StringType(consent.id() + "/_history/" + consent.version()));
  }

  private static Coding coding(Label label) {
    return new Coding().setSystem(label.system()).setCode(label.code());
  }

  private static InstantType instant(Instant instant) {
    return new InstantType(Date.from(instant));
  }

  private static void add(ParametersParameterComponent part, String name, Type value) {
    part.addPart().setName(name).setValue(value);
  }
}
