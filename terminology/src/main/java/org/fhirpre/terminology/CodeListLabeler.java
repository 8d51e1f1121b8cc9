// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Resource;

/**
 * Labels a resource by the codes in it, its contained resources and, for a Bundle, its entries; by
 * its type; and by what its writer said.
 *
 * <p>Supplied labels ({@code meta.security}, also of contained resources and entries) can only
 * raise, and persist in later versions unless the writer is a label authority. A label that one
 * code gives is dropped if the same code gives a more specific one; labels of different codes stand
 * side by side, since a permit on one must not open what another one says. Thread-safe.
 */
public final class CodeListLabeler implements SecurityLabeler {
  private static final List<String> NEUTRAL =
      Table.read("neutral-systems.csv", "prefix").stream().map(row -> row.text(0)).toList();

  private final CodeLookup lookup;
  private final LabelPolicy policy;

  public CodeListLabeler(CodeLists lists, LabelPolicy policy) {
    this.lookup = new CodeLookup(lists.all());
    this.policy = policy;
  }

  @Override
  public Labels label(Resource submitted, LabelContext context) {
    Codings codings = Codings.of(submitted);
    List<LabelGround> grounds = new ArrayList<>();
    List<LabelFinding> findings = new ArrayList<>();
    codings.security().removeIf(coding -> isEcho(coding, context.previousVersion()));
    byCodes(codings, grounds);
    Optional.ofNullable(policy.minimum().get(submitted.fhirType()))
        .map(label -> new LabelGround(label, LabelBasis.TYPE, submitted.fhirType()))
        .ifPresent(grounds::add);
    byWriter(codings, submitted.fhirType(), grounds, findings);
    grounds.addAll(context.linked());
    uncoded(codings, submitted.fhirType(), grounds, findings);
    if (!context.labelAuthority()) {
      context.previousVersion().ifPresent(labels -> grounds.addAll(labels.persisting().grounds()));
    }
    return grounds.isEmpty() && findings.isEmpty() ? Labels.NORMAL : Labels.of(grounds, findings);
  }

  private void byCodes(Codings codings, List<LabelGround> grounds) {
    for (Coding coding : codings.content()) {
      if (coding.hasSystem() && coding.hasCode()) {
        grounds.addAll(lookup.grounds(coding.getSystem(), coding.getCode()));
      }
    }
  }

  private static void byWriter(
      Codings codings, String type, List<LabelGround> grounds, List<LabelFinding> findings) {
    Set<Confidentiality> levels = new HashSet<>();
    for (Coding coding : codings.security()) {
      Label label = Codings.label(coding);
      Confidentiality.ofLabel(label).ifPresent(levels::add);
      if (Facet.ofLabel(label).isPresent()) {
        grounds.add(LabelGround.ofWriter(label));
      } else {
        findings.add(new LabelFinding(LabelFinding.UNSUPPORTED_LABEL, type + ".meta.security"));
      }
    }
    if (levels.size() > 1) {
      findings.add(new LabelFinding(LabelFinding.CONTRADICTORY_LABELS, type + ".meta.security"));
    }
  }

  // Sent back as this service wrote it: computed anew, and not turned into the writer's own label.
  private static boolean isEcho(Coding coding, Optional<Labels> previous) {
    Label label = Codings.label(coding);
    return LabelledMeta.isOurs(coding)
        && previous.filter(labels -> labels.has(label) && !labels.byWriter(label)).isPresent();
  }

  private void uncoded(
      Codings codings, String type, List<LabelGround> grounds, List<LabelFinding> findings) {
    if (policy.uncoded() == LabelPolicy.Uncoded.NORMAL
        || codings.concepts().stream().allMatch(this::isJudged)) {
      return;
    }
    grounds.add(new LabelGround(Confidentiality.R.label(), LabelBasis.UNCODED, type));
    findings.add(new LabelFinding(LabelFinding.UNCODED, type));
  }

  // One coding that can be judged is enough: its neighbours say the same in other words.
  private boolean isJudged(CodeableConcept concept) {
    return concept.getCoding().stream()
        .anyMatch(
            coding ->
                coding.hasSystem()
                    && coding.hasCode()
                    && (lookup.knows(coding.getSystem())
                        || NEUTRAL.stream().anyMatch(coding.getSystem()::startsWith)));
  }
}
