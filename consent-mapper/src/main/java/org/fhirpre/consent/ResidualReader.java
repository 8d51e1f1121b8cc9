// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.fhirpre.terminology.CodeSystems;
import org.fhirpre.terminology.Confidentiality;
import org.fhirpre.terminology.Facet;
import org.fhirpre.terminology.Label;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code ihe_pcf} of an access token, as a JSON library gives it: maps, lists and texts.
 * Strict: a member, a code or a reference that is not understood makes the whole unreadable.
 */
public final class ResidualReader {
  private static final Set<String> MEMBERS = Set.of("patient_id", "doc_id", "acp", "residual");
  private static final Set<String> RULE =
      Set.of("type", "securityLabel", "purpose", "class", "code", "dataPeriod", "data");
  private static final Set<String> CODING = Set.of("system", "code", "display", "version");

  private final ZoneId zone;
  private final Function<String, Optional<String>> local;

  /**
   * @param zone of dates without time
   * @param local the {@code Type/id} that a reference, relative or absolute, names here; empty if
   *     it names something elsewhere
   */
  public ResidualReader(ZoneId zone, Function<String, Optional<String>> local) {
    this.zone = zone;
    this.local = local;
  }

  /** Not understood; never leaves this class. */
  private static final class NotUnderstood extends RuntimeException {}

  /**
   * @param claim null if the token has none
   */
  public Residual read(@Nullable Object claim) {
    if (claim == null) {
      return Residual.ABSENT;
    }
    try {
      Map<?, ?> members = object(claim, MEMBERS);
      Object patient = members.get("patient_id");
      Optional<String> named =
          patient == null ? Optional.empty() : Optional.of(reference(patient, "Patient/"));
      return new Residual(Residual.Kind.RULES, named, rules(members.get("residual")));
    } catch (NotUnderstood | DateTimeException | IllegalArgumentException malformed) {
      return Residual.UNREADABLE;
    }
  }

  private List<Node> rules(@Nullable Object residual) {
    List<Node> rules = new ArrayList<>();
    for (Object rule : list(residual)) {
      rules.add(rule(object(rule, RULE), "residual[" + rules.size() + "]"));
    }
    return rules;
  }

  private Node rule(Map<?, ?> rule, String path) {
    Conditions when =
        new Conditions(
            Set.of(),
            all(rule.get("purpose"), ResidualReader::label),
            Set.of(),
            all(rule.get("securityLabel"), ResidualReader::securityLabel),
            all(rule.get("class"), ResidualReader::resourceType),
            codes(rule.get("code")),
            Optional.ofNullable(rule.get("dataPeriod")).map(this::period),
            all(rule.get("data"), this::dataRule),
            Set.of(),
            Set.of(),
            Set.of());
    boolean stated = rule.keySet().size() == 1 + when.dimensions().size();
    return new Node(path, 0, effect(rule.get("type")), require(when, stated), List.of(), Set.of());
  }

  private static Effect effect(@Nullable Object type) {
    return switch (text(type)) {
      case "permit" -> Effect.PERMIT;
      case "forbid", "deny" -> Effect.DENY;
      default -> throw new NotUnderstood();
    };
  }

  private static Label securityLabel(Object coding) {
    Label label = label(coding);
    return Confidentiality.ofLabel(label)
        .map(Confidentiality::label)
        .or(() -> Facet.ofLabel(label).map(Facet::label))
        .orElseThrow(NotUnderstood::new);
  }

  private static String resourceType(Object coding) {
    Label label = label(coding);
    return require(label, label.system().equals(CodeSystems.RESOURCE_TYPES)).code();
  }

  private static Set<Label> codes(@Nullable Object concepts) {
    Set<Label> codes = new HashSet<>();
    for (Object concept : list(concepts)) {
      Set<Label> codings =
          all(object(concept, Set.of("coding", "text")).get("coding"), ResidualReader::label);
      codes.addAll(require(codings, !codings.isEmpty()));
    }
    return codes;
  }

  private Range period(Object period) {
    Map<?, ?> members = object(period, Set.of("start", "end"));
    require(members, !members.isEmpty());
    Object start = members.get("start");
    Object end = members.get("end");
    return new Range(
        start == null ? Range.ALWAYS.start() : Range.of(text(start), zone).start(),
        end == null ? Range.ALWAYS.end() : Range.of(text(end), zone).end());
  }

  private DataRule dataRule(Object data) {
    Map<?, ?> members = object(data, Set.of("meaning", "reference"));
    Map<?, ?> reference = object(members.get("reference"), Set.of("reference", "display", "type"));
    DataRule.Meaning meaning =
        EnumSet.allOf(DataRule.Meaning.class).stream()
            .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(members.get("meaning")))
            .findFirst()
            .orElseThrow(NotUnderstood::new);
    return new DataRule(meaning, reference(reference.get("reference"), ""));
  }

  private String reference(@Nullable Object reference, String type) {
    return local
        .apply(text(reference))
        .filter(found -> found.startsWith(type))
        .orElseThrow(NotUnderstood::new);
  }

  private static Label label(Object coding) {
    Map<?, ?> members = object(coding, CODING);
    return new Label(text(members.get("system")), text(members.get("code")));
  }

  private static <T> Set<T> all(@Nullable Object list, Function<Object, T> reading) {
    Set<T> read = new HashSet<>();
    list(list).forEach(value -> read.add(reading.apply(value)));
    return read;
  }

  private static List<?> list(@Nullable Object value) {
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw new NotUnderstood();
  }

  private static Map<?, ?> object(@Nullable Object value, Set<String> known) {
    if (value instanceof Map<?, ?> map && known.containsAll(map.keySet())) {
      return map;
    }
    throw new NotUnderstood();
  }

  private static String text(@Nullable Object value) {
    if (value instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw new NotUnderstood();
  }

  private static <T> T require(T value, boolean holds) {
    if (!holds) {
      throw new NotUnderstood();
    }
    return value;
  }
}
