// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Judges stored resources by the lists of today, from what was kept when they were sealed: type,
 * labels and codes. Labels of writers and of links stay as they are. Pure and thread-safe.
 */
public final class Relabeler {
  private final CodeLookup lookup;
  private final LabelPolicy policy;
  private final String edition;

  public Relabeler(CodeLists lists, LabelPolicy policy) {
    this.lookup = new CodeLookup(lists.all());
    this.policy = policy;
    this.edition = edition(lists, policy);
  }

  /** Names the lists and the rules of types, row by row: another row is another edition. */
  public String edition() {
    return edition;
  }

  /**
   * @param stored labels of one version
   * @param codes all codings of its content
   */
  public Relabelling judge(String type, Labels stored, Collection<Label> codes) {
    List<LabelGround> today = new ArrayList<>();
    codes.forEach(code -> today.addAll(lookup.grounds(code.system(), code.code())));
    Optional.ofNullable(policy.minimum().get(type))
        .map(label -> new LabelGround(label, LabelBasis.TYPE, type))
        .ifPresent(today::add);
    List<LabelGround> raised =
        Labels.of(today, List.of()).grounds().stream()
            .filter(ground -> !covers(stored, ground.label()))
            .toList();
    stored.grounds().stream().filter(ground -> !isComputed(ground)).forEach(today::add);
    Labels now = Labels.of(today, List.of());
    List<LabelGround> lowered =
        stored.grounds().stream().filter(ground -> !covers(now, ground.label())).toList();
    boolean judged = codes.stream().anyMatch(code -> lookup.knows(code.system()));
    return new Relabelling(raised, lowered, judged);
  }

  private static boolean covers(Labels labels, Label label) {
    return Confidentiality.ofLabel(label)
        .map(level -> labels.confidentiality().atLeast(level))
        .orElseGet(() -> labels.sensitivities().contains(label));
  }

  private static boolean isComputed(LabelGround ground) {
    return ground.basis().ofList() || ground.basis() == LabelBasis.TYPE;
  }

  private static String edition(CodeLists lists, LabelPolicy policy) {
    StringBuilder text = new StringBuilder();
    for (CodeList list : lists.all()) {
      text.append(list.name()).append('|').append(list.version()).append('|');
      text.append(list.system()).append('\n');
      list.rules().forEach(rule -> text.append(rule).append('\n'));
    }
    new TreeMap<>(policy.minimum()).forEach((type, label) -> text.append(type).append(label));
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.toString().getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
