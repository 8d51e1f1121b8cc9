// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.scope;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One SMART on FHIR scope, version 2 ({@code user/Observation.rs}) or 1 ({@code user/*.read}).
 *
 * <p>A scope with a query ({@code patient/Observation.rs?category=…}) promises less than it says
 * where the server cannot evaluate it, so it gives nothing.
 *
 * @param type resource type, or {@code *}
 */
record SmartScope(Context context, String type, Set<Right> rights) {

  enum Context {
    SYSTEM,
    USER,
    /** Limited to the compartment of the patient whom the token names. */
    PATIENT
  }

  enum Right {
    CREATE,
    READ,
    UPDATE,
    DELETE,
    SEARCH
  }

  private static final Pattern FORM =
      Pattern.compile(
          "(system|user|patient)/(\\*|[A-Z][A-Za-z]+)\\.(\\*|read|write|(?=.)c?r?u?d?s?)");

  SmartScope {
    rights = Set.copyOf(rights);
  }

  /** Empty for every other kind of scope. */
  static Optional<SmartScope> parse(String scope) {
    Matcher matcher = FORM.matcher(scope);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new SmartScope(context(matcher.group(1)), matcher.group(2), rights(matcher.group(3))));
  }

  boolean allows(Right right, String wanted) {
    return rights.contains(right) && (type.equals("*") || type.equals(wanted));
  }

  private static Context context(String text) {
    return switch (text) {
      case "system" -> Context.SYSTEM;
      case "user" -> Context.USER;
      default -> Context.PATIENT;
    };
  }

  private static Set<Right> rights(String text) {
    return switch (text) {
      case "*" -> EnumSet.allOf(Right.class);
      case "read" -> EnumSet.of(Right.READ, Right.SEARCH);
      case "write" -> EnumSet.of(Right.CREATE, Right.UPDATE, Right.DELETE);
      default -> letters(text);
    };
  }

  private static Set<Right> letters(String text) {
    Set<Right> rights = EnumSet.noneOf(Right.class);
    for (Right right : Right.values()) {
      if (text.indexOf(Character.toLowerCase(right.name().charAt(0))) >= 0) {
        rights.add(right);
      }
    }
    return rights;
  }
}
