// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How an assert compares. Every comparison but {@link #EMPTY} needs a value that is there: what is
 * absent is not different, not outside a list and contains nothing.
 */
enum Operator {
  EQUALS("equals") {
    @Override
    boolean holds(List<String> actual, String expected) {
      return actual.stream().anyMatch(value -> equal(value, expected));
    }
  },
  NOT_EQUALS("notEquals") {
    @Override
    boolean holds(List<String> actual, String expected) {
      return is(actual) && !EQUALS.holds(actual, expected);
    }
  },
  IN("in") {
    @Override
    boolean holds(List<String> actual, String expected) {
      return is(actual) && actual.stream().allMatch(value -> listed(value, expected));
    }
  },
  NOT_IN("notIn") {
    @Override
    boolean holds(List<String> actual, String expected) {
      return is(actual) && actual.stream().noneMatch(value -> listed(value, expected));
    }
  },
  GREATER_THAN("greaterThan") {
    @Override
    boolean holds(List<String> actual, String expected) {
      return is(actual) && actual.stream().allMatch(value -> compare(value, expected) > 0);
    }
  },
  LESS_THAN("lessThan") {
    @Override
    boolean holds(List<String> actual, String expected) {
      return is(actual) && actual.stream().allMatch(value -> compare(value, expected) < 0);
    }
  },
  EMPTY("empty") {
    @Override
    boolean holds(List<String> actual, String expected) {
      return !is(actual);
    }
  },
  NOT_EMPTY("notEmpty") {
    @Override
    boolean holds(List<String> actual, String expected) {
      return is(actual);
    }
  },
  CONTAINS("contains") {
    @Override
    boolean holds(List<String> actual, String expected) {
      return actual.stream().anyMatch(value -> value.contains(expected));
    }
  },
  NOT_CONTAINS("notContains") {
    @Override
    boolean holds(List<String> actual, String expected) {
      return is(actual) && !CONTAINS.holds(actual, expected);
    }
  },
  EVAL("eval") {
    @Override
    boolean holds(List<String> actual, String expected) {
      return actual.equals(List.of("true"));
    }
  };

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

  private final String code;

  Operator(String code) {
    this.code = code;
  }

  /**
   * @throws ScriptError if R4 knows no such operator
   */
  static Operator of(String code) {
    return Arrays.stream(values())
        .filter(operator -> operator.code.equals(code))
        .findFirst()
        .orElseThrow(() -> new ScriptError("unknown operator " + code));
  }

  String code() {
    return code;
  }

  /** Whether it compares with a value, and is not only about what is there. */
  boolean needsValue() {
    return this != EMPTY && this != NOT_EMPTY && this != EVAL;
  }

  abstract boolean holds(List<String> actual, String expected);

  private static boolean is(List<String> actual) {
    return actual.stream().anyMatch(value -> !value.isEmpty());
  }

  private static boolean listed(String value, String list) {
    return Arrays.stream(list.split(",", -1)).anyMatch(each -> equal(value, each.trim()));
  }

  private static boolean equal(String a, String b) {
    return a.equals(b)
        || number(a).flatMap(x -> number(b).map(y -> x.compareTo(y) == 0)).orElse(false);
  }

  private static int compare(String a, String b) {
    return number(a).flatMap(x -> number(b).map(x::compareTo)).orElseGet(() -> a.compareTo(b));
  }

  private static Optional<BigDecimal> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }
}
