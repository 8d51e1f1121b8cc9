// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.relabel;

import java.util.List;
import org.fhirpre.interceptor.jdbc.RelabelStore.Run;
import org.fhirpre.interceptor.relabel.Tally.Count;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;

/** A finished step of a run as Parameters. */
final class RelabelAnswer {
  private RelabelAnswer() {}

  /**
   * @param lists names and versions
   * @param pending resources that wait for being sealed anew, of this run and of earlier ones
   */
  static Parameters of(Run run, String lists, long pending) {
    Parameters answer = new Parameters();
    answer.addParameter("run", run.id());
    answer.addParameter("state", new CodeType(run.state().code()));
    run.planId().ifPresent(plan -> answer.addParameter("plan", plan));
    for (String list : lists.split(" ", -1)) {
      answer.addParameter("list", list);
    }
    run.summary()
        .map(text -> PlanPart.parse(text, Tally.class))
        .ifPresent(tally -> add(answer, tally));
    answer.addParameter("pending", count(pending));
    return answer;
  }

  private static void add(Parameters answer, Tally tally) {
    answer.addParameter("resources", count(tally.resources()));
    answer.addParameter("olderVersions", count(tally.olderVersions()));
    answer.addParameter("unreadable", count(tally.unreadable()));
    answer.addParameter("raisedResources", count(tally.raisedResources()));
    answer.addParameter("raisedOlder", count(tally.raisedOlder()));
    add(answer, "raise", tally.raised());
    add(answer, "lower", tally.lowered());
    add(answer, "unjudged", tally.unjudged());
  }

  private static void add(Parameters answer, String name, List<Count> counts) {
    for (Count count : counts) {
      ParametersParameterComponent parts = answer.addParameter().setName(name);
      parts.addPart().setName("type").setValue(new CodeType(count.type()));
      if (!count.code().isEmpty()) {
        Coding label = new Coding().setSystem(count.system()).setCode(count.code());
        parts.addPart().setName("label").setValue(label);
      }
      if (!count.rule().isEmpty()) {
        parts.addPart().setName("rule").setValue(new StringType(count.rule()));
      }
      parts.addPart().setName("count").setValue(count(count.count()));
    }
  }

  private static IntegerType count(long count) {
    return new IntegerType(Math.toIntExact(count));
  }
}
