// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.relabel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.LabelBasis;
import org.fhirpre.terminology.LabelGround;

/** What a plan says about one span of stored versions. */
record PlanPart(List<Raise> raises, Tally tally) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * One version that gets labels.
   *
   * @param row HAPI's number of the version's row
   */
  record Raise(long row, List<Ground> grounds) {
    List<LabelGround> labelGrounds() {
      return grounds.stream().map(Ground::toGround).toList();
    }
  }

  /** A {@link LabelGround} in words. */
  record Ground(String system, String code, String basis, String rule) {
    static Ground of(LabelGround ground) {
      return new Ground(
          ground.label().system(),
          ground.label().code(),
          ground.basis().coding().code(),
          ground.rule());
    }

    LabelGround toGround() {
      LabelBasis known =
          LabelBasis.ofCode(basis)
              .orElseThrow(() -> new IllegalStateException("a plan with an unknown basis"));
      return new LabelGround(new Label(system, code), known, rule);
    }
  }

  String toText() {
    return text(this);
  }

  static PlanPart of(String text) {
    return parse(text, PlanPart.class);
  }

  static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a plan is JSON", impossible);
    }
  }

  static <T> T parse(String text, Class<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException notOurs) {
      throw new IllegalStateException("a sealed plan does not parse");
    }
  }
}
