// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;

/**
 * {@code meta} of the content that is sealed: exactly one confidentiality, every sensitivity, and
 * on each label why it stands there (HL7 DS4P basis and classifier, our {@code label-provenance}).
 *
 * <p>An N without extensions means that nothing called for a label.
 */
public final class LabelledMeta {
  /** DS4P: law or rule behind a label, a Coding. */
  public static final String BASIS =
      "http://hl7.org/fhir/uv/security-label-ds4p/StructureDefinition/extension-sec-label-basis";

  /** DS4P: who classified, a Reference. */
  public static final String CLASSIFIER =
      "http://hl7.org/fhir/uv/security-label-ds4p/StructureDefinition/extension-sec-label-classifier";

  /** Row or rule that gave a label of the labelling service, a string. */
  public static final String PROVENANCE =
      "https://fhirpre.org/fhir/StructureDefinition/label-provenance";

  private LabelledMeta() {}

  /** A copy of what was submitted, with the labels; unknown supplied labels stay. */
  public static Meta of(Meta submitted, Labels labels) {
    Meta meta = submitted.copy();
    Label level = labels.confidentiality().label();
    meta.getSecurity()
        .removeIf(coding -> isConfidentiality(coding) && !Codings.label(coding).equals(level));
    add(meta, level, labels);
    labels.sensitivities().stream().sorted().forEach(label -> add(meta, label, labels));
    return meta;
  }

  /** Whether the coding is one that this service wrote and a client sends back. */
  static boolean isOurs(Coding coding) {
    return coding.hasExtension(PROVENANCE);
  }

  private static boolean isConfidentiality(Coding coding) {
    return Confidentiality.ofLabel(Codings.label(coding)).isPresent();
  }

  private static void add(Meta meta, Label label, Labels labels) {
    List<Coding> present =
        meta.getSecurity().stream().filter(coding -> names(coding, label)).toList();
    Optional<LabelGround> ground = ground(label, labels);
    if (present.isEmpty()) {
      Coding coding = meta.addSecurity().setSystem(label.system()).setCode(label.code());
      ground.ifPresent(found -> explain(coding, found));
      return;
    }
    ground.ifPresent(found -> present.forEach(coding -> explainAnew(coding, found)));
  }

  // A confidentiality that only follows from a sensitivity stands there for that one's reason.
  private static Optional<LabelGround> ground(Label label, Labels labels) {
    Optional<LabelGround> own = first(label, labels);
    return own.isPresent() || Confidentiality.ofLabel(label).isEmpty()
        ? own
        : labels.grounds().stream().filter(ground -> gives(ground, label)).findFirst();
  }

  private static Optional<LabelGround> first(Label label, Labels labels) {
    return labels.grounds().stream().filter(ground -> ground.label().equals(label)).findFirst();
  }

  private static boolean gives(LabelGround ground, Label level) {
    return FacetTable.sensitivityOf(ground.label())
        .filter(facet -> facet.floor().label().equals(level))
        .isPresent();
  }

  private static boolean names(Coding coding, Label label) {
    Label given = Codings.label(coding);
    return given.equals(label)
        || FacetTable.sensitivityOf(given).filter(facet -> facet.label().equals(label)).isPresent();
  }

  private static void explainAnew(Coding coding, LabelGround ground) {
    if (isOurs(coding)) {
      coding
          .getExtension()
          .removeIf(old -> List.of(BASIS, CLASSIFIER, PROVENANCE).contains(old.getUrl()));
    }
    if (!coding.hasExtension(BASIS)) {
      explain(coding, ground);
    }
  }

  private static void explain(Coding coding, LabelGround ground) {
    Label basis = ground.basis().coding();
    extend(coding, BASIS, new Coding(basis.system(), basis.code(), null));
    extend(coding, CLASSIFIER, classifier(ground.classifier()));
    if (ground.classifier() == LabelGround.Classifier.LABELLING_SERVICE) {
      extend(coding, PROVENANCE, new StringType(ground.rule()));
    }
  }

  // A logical reference: neither the service nor, in every host, the writer is a stored resource.
  private static Reference classifier(LabelGround.Classifier who) {
    return switch (who) {
      case LABELLING_SERVICE ->
          new Reference().setType("Device").setDisplay("Security labelling service");
      case WRITER -> new Reference().setDisplay("Writer of the resource");
    };
  }

  private static void extend(Coding coding, String url, Type value) {
    coding.addExtension(new Extension(url, value));
  }
}
