// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.fhirpre.consent.ConditionReport;
import org.fhirpre.consent.PlanEntry;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.interceptor.keys.ReceivingJwk;
import org.fhirpre.terminology.Label;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;

/** What {@code $grant-plan} answers. */
final class GrantPlanReport {
  private static final String COMBINING_SYSTEM = "http://hl7.org/fhir/permission-rule-combining";
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final ConsentPlan plan;
  private final View view;
  private final Parameters answer = new Parameters();

  /** What the asker may see. */
  enum View {
    /** The patient and her agent: also what segments stand for. */
    PATIENT,
    OFFICER
  }

  /** Which entries are wanted. */
  enum Entries {
    ALL,
    MISSING,
    NONE
  }

  private GrantPlanReport(ConsentPlan plan, View view) {
    this.plan = plan;
    this.view = view;
  }

  static Parameters of(ConsentPlan plan, Entries wanted, View view) {
    return new GrantPlanReport(plan, view).report(wanted);
  }

  private Parameters report(Entries wanted) {
    answer.addParameter("planId", new StringType(plan.planId()));
    answer.addParameter("consent", new Reference(plan.consent().id()));
    answer.addParameter("version", new StringType(plan.consent().version()));
    answer.addParameter("patient", new Reference(plan.plan().patient()));
    answer.addParameter(
        "combining", new Coding().setSystem(COMBINING_SYSTEM).setCode("deny-overrides"));
    answer.addParameter("createdAt", new InstantType(Date.from(plan.createdAt())));
    answer.addParameter("digest", new Base64BinaryType(plan.digest().toBytes()));
    answer.addParameter("evidence", new Base64BinaryType(plan.evidence().toBytes()));
    answer.addParameter("state", new CodeType(plan.status().state().code()));
    answer.addParameter("agent", new CodeType(plan.status().agent().code()));
    plan.plan().conditions().forEach(report -> condition(answer.addParameter(), report));
    entries(wanted).forEach(this::entry);
    if (!plan.plan().findings().isEmpty()) {
      answer
          .addParameter()
          .setName("outcome")
          .setResource(FindingOutcomes.of(plan.plan().findings()));
    }
    return answer;
  }

  private List<PlanEntry> entries(Entries wanted) {
    return switch (wanted) {
      case ALL -> plan.entries();
      case MISSING -> plan.entries().stream().filter(entry -> !plan.isLive(entry)).toList();
      case NONE -> List.of();
    };
  }

  /** Also a part of the enforcement status. */
  static void condition(ParametersParameterComponent parameter, ConditionReport report) {
    parameter.setName("condition");
    add(parameter, "path", new StringType(report.path()));
    add(parameter, "dimension", new CodeType(report.dimension().code()));
    add(parameter, "enforcement", new CodeType(report.enforcement().code()));
    if (!report.note().isEmpty()) {
      add(parameter, "note", new StringType(report.note()));
    }
  }

  private void entry(PlanEntry entry) {
    ParametersParameterComponent part = answer.addParameter().setName("entry");
    add(part, "id", new StringType(entry.id()));
    add(part, "version", new StringType(entry.consent().version()));
    add(part, "grantee", new Reference(entry.grantee()));
    byte[] keyId = entry.granteeKey().id().toBytes();
    add(part, "granteeKey", new StringType(BASE64URL.encodeToString(keyId)));
    add(part, "granteeJwk", new StringType(ReceivingJwk.of(entry.granteeKey())));
    add(part, "segment", new StringType(entry.segment().id().toString()));
    add(part, "segmentKey", new Base64BinaryType(entry.segment().key().toBytes()));
    add(part, "suite", new CodeType(Umbral.SUITE_ID));
    add(part, "maxDepth", new IntegerType(entry.maxDepth()));
    if (view == View.PATIENT) {
      meaning(part, entry);
    }
    add(part, "notBefore", new InstantType(Date.from(entry.notBefore())));
    add(part, "notAfter", new InstantType(Date.from(entry.notAfter())));
    add(part, "context", new Base64BinaryType(entry.context().digest()));
    add(part, "enforcement", new CodeType(entry.enforcement().code()));
    add(part, "state", new CodeType(plan.isLive(entry) ? "live" : "missing"));
  }

  private static void meaning(ParametersParameterComponent part, PlanEntry entry) {
    Label facet = entry.segment().facet().label();
    add(part, "facet", new Coding().setSystem(facet.system()).setCode(facet.code()));
    add(part, "classGroup", new CodeType(entry.segment().classGroup().code()));
    add(part, "epoch", new StringType(entry.segment().epoch().toString()));
  }

  private static void add(ParametersParameterComponent part, String name, Type value) {
    part.addPart().setName(name).setValue(value);
  }
}
