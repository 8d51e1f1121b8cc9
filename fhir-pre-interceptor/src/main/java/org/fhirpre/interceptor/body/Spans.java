// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import org.fhirpre.consent.Range;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Period;

/** FHIR's dates and periods as spans of time; partial dates in the deployment's zone. */
public final class Spans {
  private Spans() {}

  /** Empty if it is none: dates that do not parse, or an end before the start. */
  public static Optional<Range> of(Period period, ZoneId zone) {
    try {
      return Optional.of(
          new Range(
              period.hasStart()
                  ? moment(period.getStartElement(), zone).start()
                  : Range.ALWAYS.start(),
              period.hasEnd() ? moment(period.getEndElement(), zone).end() : Range.ALWAYS.end()));
    } catch (DateTimeException | IllegalArgumentException noSpanOfTime) {
      return Optional.empty();
    }
  }

  /**
   * @throws DateTimeException for what is no date
   */
  static Range moment(BaseDateTimeType date, ZoneId zone) {
    return Range.of(date.getValueAsString(), zone);
  }
}
