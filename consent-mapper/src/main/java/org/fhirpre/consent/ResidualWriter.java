// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.fhirpre.terminology.CodeSystems;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.Purposes;

/**
 * Says what one patient's Consents leave to one requester as the {@code residual} of IHE PCF, for
 * an authorization server that puts it into a token.
 *
 * <p>Never more than the Consents permit: exact for one Consent; with several, a deny of one is
 * written after all permits, and an opt-out lets no other Consent's permit through. What the syntax
 * cannot say narrows a permit away and widens a deny.
 */
public final class ResidualWriter {
  private static final Comparator<Node> SHALLOW_FIRST = Comparator.comparingInt(Node::depth);
  private static final Comparator<Node> PERMITS_FIRST = Comparator.comparing(Node::effect);

  private final AccessRequest request;
  private final Instant now;

  private ResidualWriter(AccessRequest request, Instant now) {
    this.request = request;
    this.now = now;
  }

  /**
   * The rules in order, as JSON objects. Empty: nothing is taken away from a token that is issued
   * for exactly this request; a single {@code forbid} without condition: everything is.
   */
  public static List<Map<String, Object>> rules(
      List<NormalConsent> consents, AccessRequest request, Instant now) {
    ResidualWriter writer = new ResidualWriter(request, now);
    List<NormalConsent> inForce = consents.stream().filter(c -> c.inForce(now)).toList();
    List<Map<String, Object>> rules = new ArrayList<>();
    rules.add(rule(Effect.DENY));
    if (inForce.size() == 1) {
      writer.addAll(rules, base(inForce), writer.nodes(inForce));
    } else {
      List<NormalConsent> vetoing =
          inForce.stream().filter(consent -> consent.fallback() == Vote.DENY).toList();
      List<NormalConsent> permitting = vetoing.isEmpty() ? inForce : alone(vetoing);
      writer.addAll(rules, base(permitting), writer.only(Effect.PERMIT, permitting));
      writer.addAll(rules, Vote.ABSTAIN, writer.only(Effect.DENY, inForce));
    }
    return simplified(rules);
  }

  /** The rules that let nothing through. */
  public static List<Map<String, Object>> nothing() {
    return List.of(rule(Effect.DENY));
  }

  private static List<NormalConsent> alone(List<NormalConsent> vetoing) {
    return vetoing.size() == 1 ? vetoing : List.of();
  }

  private static Vote base(List<NormalConsent> consents) {
    return consents.stream().anyMatch(consent -> consent.fallback() == Vote.PERMIT)
        ? Vote.PERMIT
        : Vote.ABSTAIN;
  }

  private void addAll(List<Map<String, Object>> rules, Vote base, Stream<Node> nodes) {
    if (base == Vote.PERMIT) {
      rules.add(rule(Effect.PERMIT));
    }
    nodes.forEach(node -> rules.add(rule(node)));
  }

  /** Deepest last, and at equal depth the denies: who comes last decides. */
  private Stream<Node> nodes(List<NormalConsent> consents) {
    return consents.stream()
        .flatMap(consent -> consent.nodes().stream())
        .filter(this::concerns)
        .sorted(SHALLOW_FIRST.thenComparing(PERMITS_FIRST));
  }

  private Stream<Node> only(Effect effect, List<NormalConsent> consents) {
    return nodes(consents).filter(node -> node.effect() == effect);
  }

  /** Whether it may match what this requester reads, as far as that does not lie in the record. */
  private boolean concerns(Node node) {
    Conditions when = node.when();
    boolean reads = when.actions().isEmpty() || when.actions().stream().anyMatch(a -> !a.writes());
    boolean names =
        when.actors().isEmpty() || !Collections.disjoint(when.actors(), request.identities());
    return node.inForce(now)
        && reads
        && names
        && purposes(node)
        && known(node, when.environments(), request.environments())
        && known(node, when.locations(), request.locations())
        && (when.sources().isEmpty() || !node.permits());
  }

  private boolean purposes(Node node) {
    Set<Label> stated = node.when().purposes();
    Set<Label> asked = request.purposes();
    if (stated.isEmpty()) {
      return true;
    }
    if (node.permits()) {
      return !asked.isEmpty()
          && asked.stream()
              .allMatch(a -> stated.stream().anyMatch(s -> Purposes.permitCovers(s, a)));
    }
    return asked.isEmpty()
        || asked.stream().anyMatch(a -> stated.stream().anyMatch(s -> Purposes.denyCovers(s, a)));
  }

  private static <T> boolean known(Node node, Set<T> stated, Set<T> actual) {
    boolean unknown = actual.isEmpty() && !node.permits();
    return stated.isEmpty() || unknown || !Collections.disjoint(stated, actual);
  }

  private static Map<String, Object> rule(Effect effect) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("type", effect == Effect.PERMIT ? "permit" : "forbid");
    return rule;
  }

  private static Map<String, Object> rule(Node node) {
    Map<String, Object> rule = rule(node.effect());
    Conditions when = node.when();
    put(rule, "securityLabel", when.labels().stream().map(ResidualWriter::coding).toList());
    put(
        rule,
        "class",
        when.resourceTypes().stream()
            .map(type -> coding(new Label(CodeSystems.RESOURCE_TYPES, type)))
            .toList());
    put(
        rule,
        "code",
        when.codes().stream()
            .sorted()
            .map(code -> Map.of("coding", List.of(coding(code))))
            .toList());
    when.dataPeriod().ifPresent(period -> rule.put("dataPeriod", period(period)));
    put(
        rule,
        "data",
        when.data().stream()
            .sorted(Comparator.comparing(DataRule::reference))
            .map(ResidualWriter::data)
            .toList());
    return rule;
  }

  private static void put(Map<String, Object> rule, String member, List<?> values) {
    if (!values.isEmpty()) {
      rule.put(member, values);
    }
  }

  private static Map<String, Object> coding(Label label) {
    return Map.of("system", label.system(), "code", label.code());
  }

  /** Instants; the end is the last second of the span. */
  private static Map<String, Object> period(Range range) {
    Map<String, Object> period = new LinkedHashMap<>();
    if (!range.start().equals(Range.ALWAYS.start())) {
      period.put("start", range.start().toString());
    }
    if (!range.end().equals(Range.ALWAYS.end())) {
      period.put("end", range.end().minusSeconds(1).toString());
    }
    return period;
  }

  private static Map<String, Object> data(DataRule rule) {
    return Map.of(
        "meaning",
        rule.meaning().name().toLowerCase(Locale.ROOT),
        "reference",
        Map.of("reference", rule.reference()));
  }

  /** Without what a later unconditional rule overrides, and without a permit of everything. */
  private static List<Map<String, Object>> simplified(List<Map<String, Object>> rules) {
    int last = 0;
    for (int i = 0; i < rules.size(); i++) {
      last = rules.get(i).size() == 1 ? i : last;
    }
    boolean permitsAll = rules.get(last).equals(rule(Effect.PERMIT));
    return List.copyOf(rules.subList(permitsAll ? last + 1 : last, rules.size()));
  }
}
