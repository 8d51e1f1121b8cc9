// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamDate;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamNumber;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamQuantity;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.fhirpre.server.differential.Asked.Unit;

/**
 * What a readable resource may be found by although plain HAPI does not find it: the test's own
 * reading of {@code docs/spec/search-tokens.md} sections 4 to 6. Never used where HAPI finds it.
 */
final class Coarse {
  private static final int NAME_LENGTH = 10;
  private static final double EIGHT_DIGITS = 1e-8;
  private static final double ABOUT = 0.1;

  /** Compared by the day; all others by the minute. */
  private static final Set<String> DAYS =
      Set.of(
          "Patient.birthdate",
          "Person.birthdate",
          "RelatedPerson.birthdate",
          "Goal.start-date",
          "Goal.target-date",
          "ClaimResponse.payment-date");

  private Coarse() {}

  /** Whether every condition is met, each by some value of the resource. */
  static boolean meets(Fact fact, List<Clause> clauses) {
    return clauses.stream().allMatch(clause -> meets(fact, clause));
  }

  private static boolean meets(Fact fact, Clause clause) {
    String param = clause.param();
    return switch (clause.kind()) {
      case DATE -> date(fact, clause);
      case NUMBER ->
          number(
              clause.value(),
              fact.numbers(param).stream().map(ResourceIndexedSearchParamNumber::getValue));
      case QUANTITY -> quantity(clause.value(), fact, param);
      case NAME ->
          fact.strings(param).stream().anyMatch(row -> begins(row.getValueExact(), clause.value()));
      default -> throw new IllegalArgumentException(clause.kind() + " is exact");
    };
  }

  /** Whether a string of the resource is the one that is asked for, but for case and accents. */
  static boolean whole(Fact fact, Clause clause) {
    return fact.strings(clause.param()).stream()
        .anyMatch(row -> normal(row.getValueExact()).equals(normal(clause.value())));
  }

  static boolean begins(String value, String asked) {
    String start = normal(asked);
    String compared = start.length() > NAME_LENGTH ? start.substring(0, NAME_LENGTH) : start;
    return normal(value).startsWith(compared);
  }

  private static String normal(String text) {
    String bare =
        Normalizer.normalize(text.replace("\\", ""), Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    return bare.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
  }

  /** By the minute or day; and where both ends are compared, by any two ends. */
  private static boolean date(Fact fact, Clause clause) {
    String param = clause.param();
    Unit unit = DAYS.contains(fact.type() + "." + param) ? Unit.DAY : Unit.MINUTE;
    Asked asked = Asked.of(clause.value(), unit);
    List<ResourceIndexedSearchParamDate> rows = fact.dates(param);
    Predicate<Predicate<Long>> start = ends -> rows.stream().map(unit::low).anyMatch(ends);
    Predicate<Predicate<Long>> end = ends -> rows.stream().map(unit::high).anyMatch(ends);
    return switch (asked.prefix()) {
      case "ge" -> end.test(at -> at >= asked.first());
      case "gt" -> end.test(at -> at >= asked.after());
      case "le" -> start.test(at -> at <= asked.last());
      case "lt" -> start.test(at -> at <= asked.before());
      case "sa" -> start.test(at -> at >= asked.after());
      case "eb" -> end.test(at -> at <= asked.before());
      case "ne" -> start.test(at -> at <= asked.before()) || end.test(at -> at >= asked.after());
      default -> start.test(asked::holds) && end.test(asked::holds);
    };
  }

  /** Value and unit code of one quantity, the unit's system of any. */
  private static boolean quantity(String asked, Fact fact, String param) {
    String[] parts = asked.split("\\|", -1);
    boolean anyUnit = parts.length < 3 || parts[2].isEmpty();
    return number(
        parts[0],
        fact.quantities(param).stream()
            .filter(
                row -> anyUnit || Clause.escaped(String.valueOf(row.getUnits())).equals(parts[2]))
            .map(ResourceIndexedSearchParamQuantity::getValue));
  }

  private static boolean number(String asked, Stream<BigDecimal> values) {
    String prefix = asked.replaceAll("[^a-z].*", "");
    double value = Double.parseDouble(asked.substring(prefix.length()));
    double near = Math.abs(value) * EIGHT_DIGITS;
    return values
        .map(BigDecimal::doubleValue)
        .anyMatch(
            known ->
                switch (prefix) {
                  case "ge", "gt" -> known >= value - near;
                  case "le", "lt" -> known <= value + near;
                  case "ne" -> known != value;
                  case "ap" -> Math.abs(known - value) <= Math.abs(value) * ABOUT + near;
                  default -> Math.abs(known - value) <= near;
                });
  }
}
