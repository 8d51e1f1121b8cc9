// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether a chain or a {@code _has} leads to a resource: only over linked resources that who asks
 * may read, and that their value finds without a patient, which sensitive ones are not.
 */
final class Led {
  private static final Pattern CHAIN =
      Pattern.compile("([a-z-]+)(?::([A-Z][A-Za-z]*))?\\.([a-z]+)");
  private static final Pattern HAS = Pattern.compile("_has:([A-Za-z]+):([a-z-]+):([a-z]+)");

  private final Facts facts;
  private final Predicate<String> sensitive;

  Led(Facts facts, Predicate<String> sensitive) {
    this.facts = facts;
    this.sensitive = sensitive;
  }

  /**
   * @param id what plain HAPI finds
   */
  boolean to(String id, Query query, Clause clause) {
    boolean forServer = Types.serverSealed(query.type());
    Predicate<Fact> readable =
        step -> !Types.sealed(step.type()) || Types.serverSealed(step.type()) == forServer;
    Matcher chain = CHAIN.matcher(clause.param());
    if (chain.matches()) {
      return facts.find(id).stream()
          .flatMap(fact -> fact.references(chain.group(1)).stream())
          .flatMap(link -> facts.find(link).stream())
          .filter(readable)
          .anyMatch(step -> leads(step, chain.group(3), clause.value()));
    }
    Matcher has = HAS.matcher(clause.param());
    if (!has.matches()) {
      throw new IllegalArgumentException("no chain: " + clause.param());
    }
    return sources(has.group(1), has.group(2), id)
        .filter(readable)
        .anyMatch(step -> leads(step, has.group(3), clause.value()));
  }

  private Stream<Fact> sources(String type, String link, String id) {
    return facts.ofType(type).stream().filter(fact -> fact.references(link).contains(id));
  }

  private boolean leads(Fact step, String param, String value) {
    boolean found =
        param.equals("identifier") || !Types.perPatient(step.type()) || !sensitive.test(step.id());
    return found && meets(step, param, value);
  }

  private static boolean meets(Fact step, String param, String value) {
    return step.tokens(param).stream()
            .anyMatch(row -> Clause.escaped(String.valueOf(row.getValue())).equals(value))
        || step.strings(param).stream().anyMatch(row -> Coarse.begins(row.getValueExact(), value));
  }
}
