// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Meta;

/** Questions that every type has: ids, times, tags, order, totals, pages and compartments. */
final class ResultForms {
  private static final List<String> HIDDEN =
      List.of("_content", "_text", "_filter", "_list", "_query", "_security", "_source");

  private final String type;
  private final Clause id;
  private final Fact fact;
  private final List<Query> queries = new ArrayList<>();

  private ResultForms(Fact fact) {
    this.type = fact.type();
    this.fact = fact;
    this.id = Clause.of(Kind.ID, "_id", new IdType(fact.id()).getIdPart());
  }

  static List<Query> of(Fact fact) {
    ResultForms forms = new ResultForms(fact);
    forms.ids();
    forms.results();
    forms.meta();
    Example.patientOf(fact).ifPresent(forms::compartment);
    if (Types.sealed(fact.type())) {
      forms.refusals();
    }
    return forms.queries;
  }

  private void ids() {
    queries.add(Query.of(type, id));
    queries.add(Query.of(type, Clause.of(Kind.ID, "_id", id.value() + ",absent")));
    queries.add(Query.of(type, Clause.of(Kind.ID, "_id", "absent")));
  }

  private void results() {
    queries.add(Query.of(type, result("_lastUpdated", "gt2001-01-01")));
    queries.add(Query.of(type, result("_lastUpdated", "lt2001-01-01")));
    // not so on plain HAPI, whose pages of resources of one time may overlap
    queries.add(Query.of(type).sealedBy(type + "?_sort=-_lastUpdated&_count=11"));
    queries.add(Query.of(type, id, result("_total", "estimate")));
    queries.add(Query.of(type, result("_sort", "_id")));
    queries.add(Query.of(type, result("_sort", "-_id"), result("_count", "7")));
    queries.add(Query.of(type, result("_count", "9")));
    queries.add(Query.of(type, id, result("_elements", "id")));
    queries.add(Query.of(type, id, result("_summary", "true")));
    queries.add(Query.of(type, id, result("_total", "none")));
    queries.add(
        Query.of(
            type, result("_lastUpdated", "ge2001-01-01"), result("_lastUpdated", "lt2100-01-01")));
    queries.add(Query.of(type, id, result("_total", "accurate")));
    queries.add(Query.of(type, result("_total", "accurate"), result("_count", "6")));
    queries.add(Query.of(type, id).counted());
    queries.add(Query.of(type).counted());
    if (type.equals("Patient")) {
      queries.add(Query.everything(fact.id(), 17));
      queries.add(Query.everything(fact.id(), 100));
    }
  }

  private void meta() {
    Meta meta = fact.resource().getMeta();
    for (Coding tag : meta.getTag()) {
      tag(Clause.of(Kind.TAG, "_tag", tag.getSystem() + "|" + tag.getCode()));
      tag(Clause.of(Kind.TAG, "_tag", tag.getCode()));
      tag(Clause.of(Kind.TAG, "_tag", "http://other.invalid|" + tag.getCode()));
    }
    meta.getProfile().stream()
        .limit(1)
        .forEach(profile -> tag(Clause.of(Kind.TAG, "_profile", profile.getValue())));
    tag(Clause.of(Kind.TAG, "_profile", "http://other.invalid/profile"));
  }

  private void tag(Clause clause) {
    if (Types.serverSealed(type)) {
      queries.add(Query.refused("parameter-hidden", type, clause));
      return;
    }
    queries.add(Query.of(type, clause));
    Example.patientOf(fact).ifPresent(p -> queries.add(Query.of(type, clause, p)));
  }

  /** Plain HAPI is asked by the parameter: it does not serve compartments. */
  private void compartment(Clause patient) {
    queries.add(Query.of(type, patient));
    queries.add(Query.of(type, patient, result("_count", "5")));
    queries.add(Query.of(type, patient).counted());
    queries.add(Query.of(type, patient, result("_total", "accurate")));
    queries.add(Query.of(type, patient).sealedBy(patient.value() + "/" + type + "?" + Query.PAGE));
  }

  private void refusals() {
    for (String param : HIDDEN) {
      refuse("parameter-hidden", param, "x");
    }
    fact.params().stream().limit(1).forEach(param -> refuse("sort-hidden", "_sort", param));
  }

  private void refuse(String code, String param, String value) {
    queries.add(Query.refused(code, type, result(param, value)));
  }

  private static Clause result(String param, String value) {
    return Clause.of(Kind.RESULT, param, value);
  }
}
