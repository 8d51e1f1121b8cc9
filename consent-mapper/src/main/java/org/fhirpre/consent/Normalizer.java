// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;

/** Turns the tree of provisions of one Consent into nodes. Used once, not thread-safe. */
final class Normalizer {
  private static final int MAX_DEPTH = 3;

  private final ProvisionReader reader;
  private final Findings findings;
  private final Optional<Effect> base;
  private final List<Node> nodes = new ArrayList<>();
  private Vote fallback;

  Normalizer(ProvisionReader reader, Findings findings, PolicyBase base) {
    this.reader = reader;
    this.findings = findings;
    this.base = base.effect();
    this.fallback = base.fallback();
  }

  /** Where a provision stands and what it gets from above. */
  private record Place(
      String path,
      int depth,
      Optional<Effect> parent,
      boolean onlyPermits,
      Conditions inherited,
      List<Range> spans,
      boolean unknownExtension) {

    Place child(int index, Optional<Effect> effect, Conditions when, List<Range> spans, boolean x) {
      return new Place(
          path + ".provision[" + index + "]",
          depth + 1,
          effect.or(() -> parent),
          onlyPermits && effect.filter(e -> e == Effect.DENY).isEmpty(),
          when,
          spans,
          x);
    }
  }

  /**
   * @param implied conditions that the root has unless it restates them
   */
  void normalize(ProvisionComponent root, Conditions implied) {
    boolean onlyPermits = base.filter(e -> e == Effect.PERMIT).isPresent();
    visit(root, new Place("Consent.provision", 0, base, onlyPermits, implied, List.of(), false));
  }

  List<Node> nodes() {
    return List.copyOf(nodes);
  }

  Vote fallback() {
    return fallback;
  }

  private void visit(ProvisionComponent p, Place place) {
    ProvisionReader.Own own = reader.read(p, place.path());
    Conditions when = place.inherited().overriddenBy(own.conditions());
    List<Range> spans = Stream.concat(place.spans().stream(), own.period().stream()).toList();
    boolean unknownExtension = place.unknownExtension() || own.unknownExtension();
    Optional<Effect> effect = effect(p, place, own);
    if (effect.isPresent()) {
      check(effect.get(), place, own, unknownExtension);
      narrow(effect.get(), place, own, when);
      nodes.add(
          new Node(place.path(), place.depth(), effect.get(), when, spans, stated(place, own)));
    }
    if (place.depth() == MAX_DEPTH) {
      if (!p.getProvision().isEmpty()) {
        findings.add(FindingCode.TOO_DEEP, place.path());
      }
      return;
    }
    for (int i = 0; i < p.getProvision().size(); i++) {
      visit(p.getProvision().get(i), place.child(i, effect, when, spans, unknownExtension));
    }
  }

  private Optional<Effect> effect(ProvisionComponent p, Place place, ProvisionReader.Own own) {
    Optional<Effect> type = type(p);
    if (type.isPresent()) {
      return type;
    }
    if (place.depth() > 0) {
      findings.add(FindingCode.MISSING_TYPE, place.path());
    } else if (base.isEmpty()) {
      findings.add(FindingCode.UNKNOWN_POLICY_RULE, "Consent.policyRule");
    } else if (!own.conditions().dimensions().isEmpty()) {
      return base.map(Effect::opposite);
    } else if (base.get() == Effect.PERMIT && (!p.getActor().isEmpty() || own.unknownExtension())) {
      // What the exception is about is not said, or not understood: to drop it would disclose.
      findings.add(FindingCode.CONSENT_AMBIGUOUS, place.path());
    }
    return Optional.empty();
  }

  private void check(Effect effect, Place place, ProvisionReader.Own own, boolean extension) {
    boolean conditioned = conditioned(place, own);
    if (effect == Effect.PERMIT && extension) {
      findings.add(FindingCode.UNKNOWN_EXTENSION_ON_PERMIT, place.path());
    }
    if (effect == Effect.PERMIT && own.unusualRole()) {
      findings.add(FindingCode.UNSUPPORTED_ROLE, place.path() + ".actor");
    }
    Optional<Effect> parent = place.parent();
    boolean subtractsFromDeny =
        effect == Effect.DENY && conditioned && parent.filter(e -> e == Effect.DENY).isPresent();
    boolean cancels = !conditioned && parent.filter(e -> e != effect).isPresent();
    if (subtractsFromDeny || cancels) {
      findings.add(FindingCode.CONSENT_AMBIGUOUS, place.path());
    }
  }

  private void narrow(Effect effect, Place place, ProvisionReader.Own own, Conditions when) {
    boolean implied = place.depth() == 0 && !when.dimensions().isEmpty();
    boolean permitUnderOptIn = effect == Effect.PERMIT && place.onlyPermits();
    if (permitUnderOptIn && (implied || conditioned(place, own))) {
      fallback = Vote.ABSTAIN;
      findings.add(FindingCode.NARROWED, place.path());
    }
  }

  private static boolean conditioned(Place place, ProvisionReader.Own own) {
    return !own.conditions().dimensions().isEmpty()
        || (place.depth() > 0 && own.period().isPresent());
  }

  private static Set<Dimension> stated(Place place, ProvisionReader.Own own) {
    Set<Dimension> stated = EnumSet.noneOf(Dimension.class);
    stated.addAll(own.conditions().dimensions());
    if (own.period().isPresent()) {
      stated.add(Dimension.PERIOD);
    }
    if (place.depth() == 0) {
      stated.addAll(place.inherited().dimensions());
    }
    return stated;
  }

  private static Optional<Effect> type(ProvisionComponent p) {
    if (p.getType() == ConsentProvisionType.PERMIT) {
      return Optional.of(Effect.PERMIT);
    }
    return p.getType() == ConsentProvisionType.DENY ? Optional.of(Effect.DENY) : Optional.empty();
  }
}
