// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import static org.fhirpre.server.differential.Clause.escaped;

import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamDate;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamQuantity;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Questions for dates, numbers and quantities, with every prefix. */
final class RangeForms {
  private static final List<String> PREFIXES =
      List.of("", "eq", "ne", "gt", "ge", "lt", "le", "sa", "eb");

  private final Example example;
  private final List<Query> queries = new ArrayList<>();

  private RangeForms(Example example) {
    this.example = example;
  }

  static List<Query> dates(Example example) {
    RangeForms forms = new RangeForms(example);
    List<ResourceIndexedSearchParamDate> rows = example.fact().dates(example.param());
    if (!rows.isEmpty()) {
      forms.date(example.any(rows));
    }
    return forms.queries;
  }

  static List<Query> numbers(Example example) {
    RangeForms forms = new RangeForms(example);
    example
        .fact()
        .numbers(example.param())
        .forEach(row -> forms.number(Kind.NUMBER, row.getValue(), ""));
    return forms.queries;
  }

  static List<Query> quantities(Example example) {
    RangeForms forms = new RangeForms(example);
    List<ResourceIndexedSearchParamQuantity> rows =
        example.fact().quantities(example.param()).stream()
            .filter(row -> isGiven(row.getValue()))
            .toList();
    if (!rows.isEmpty()) {
      forms.quantity(example.any(rows));
    }
    return forms.queries;
  }

  private static boolean isGiven(@Nullable BigDecimal value) {
    return value != null;
  }

  private void date(ResourceIndexedSearchParamDate row) {
    List<Instant> ends =
        Stream.of(end(row.getValueLow()), end(row.getValueHigh())).flatMap(s -> s).toList();
    if (ends.isEmpty()) {
      return;
    }
    for (String prefix : PREFIXES) {
      queries.add(example.ask(Kind.DATE, prefix + written(example.any(ends))));
      queries.add(example.ask(Kind.DATE, prefix + written(example.any(ends))));
    }
    Clause from = Clause.of(Kind.DATE, example.param(), "ge" + written(example.any(ends)));
    Clause to = Clause.of(Kind.DATE, example.param(), "le" + written(example.any(ends)));
    queries.add(Query.of(example.type(), from, to));
    queries.add(example.ask(Kind.DATE, written(ends.get(0)) + "," + written(ends.get(0))));
    queries.addAll(example.refused("modifier-hidden", "", "ap" + written(ends.get(0))));
  }

  /** A date far in the future or past is HAPI's for an open end. */
  private static Stream<Instant> end(@Nullable Date date) {
    return Stream.ofNullable(date)
        .map(Date::toInstant)
        .filter(end -> end.isBefore(Instant.parse("2300-01-01T00:00:00Z")))
        .filter(end -> end.isAfter(Instant.parse("1801-01-01T00:00:00Z")));
  }

  /** In some precision, exactly or one unit before or after. */
  private String written(Instant instant) {
    int shift = example.random().nextInt(3) - 1;
    LocalDate day = instant.atOffset(ZoneOffset.UTC).toLocalDate();
    return switch (example.random().nextInt(5)) {
      case 0 -> day.plusYears(shift).toString().substring(0, 4);
      case 1 -> day.plusMonths(shift).toString().substring(0, 7);
      case 2 -> day.plusDays(shift).toString();
      case 3 -> instant.plus(shift, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.SECONDS).toString();
      default -> instant.plusSeconds(shift).truncatedTo(ChronoUnit.SECONDS).toString();
    };
  }

  /** As it was written: HAPI keeps it as a double. */
  private static BigDecimal decimal(BigDecimal stored) {
    return new BigDecimal(Double.toString(stored.doubleValue()));
  }

  private void number(Kind kind, BigDecimal stored, String unit) {
    BigDecimal value = decimal(stored);
    for (String prefix : PREFIXES) {
      queries.add(example.ask(kind, prefix + shifted(value).toPlainString() + unit));
    }
    queries.add(
        example.ask(kind, "ap" + value.multiply(new BigDecimal("1.05")).toPlainString() + unit));
    queries.add(example.ask(kind, value.toPlainString() + unit));
    Clause from = Clause.of(kind, example.param(), "gt" + shifted(value).toPlainString() + unit);
    Clause to = Clause.of(kind, example.param(), "le" + shifted(value).toPlainString() + unit);
    queries.add(Query.of(example.type(), from, to));
  }

  private BigDecimal shifted(BigDecimal value) {
    return switch (example.random().nextInt(4)) {
      case 0 -> value.add(BigDecimal.ONE);
      case 1 -> value.subtract(new BigDecimal("0.1"));
      default -> value;
    };
  }

  private void quantity(ResourceIndexedSearchParamQuantity row) {
    BigDecimal value = decimal(row.getValue());
    number(Kind.QUANTITY, value, "");
    @Nullable String unit = row.getUnits();
    @Nullable String system = row.getSystem();
    if (unit != null) {
      String coded = escaped(unit);
      number(Kind.QUANTITY, value, "||" + coded);
      queries.add(example.ask(Kind.QUANTITY, value.toPlainString() + "||wrong"));
      queries.add(
          example.ask(Kind.QUANTITY, value.toPlainString() + "|http://wrong.invalid|" + coded));
      if (system != null) {
        number(Kind.QUANTITY, value, "|" + escaped(system) + "|" + coded);
      }
    }
  }
}
