// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.hl7.fhir.r4.model.Consent.provisionActorComponent;
import org.hl7.fhir.r4.model.Period;

/** What one Consent says, as {@code docs/consent.md} reads it. For {@link ReferenceRule}. */
record ReferenceConsent(Consent consent) {

  /**
   * A provision with all above it.
   *
   * @param path from the root to itself
   * @param research whether the Consent is about research
   */
  record Provision(List<ProvisionComponent> path, boolean research) {
    ProvisionComponent self() {
      return path.get(path.size() - 1);
    }

    int depth() {
      return path.size() - 1;
    }

    boolean periodsContain(Instant now) {
      return path.stream().allMatch(each -> ReferenceConsent.contains(each.getPeriod(), now));
    }

    /** Inherit unless restated: the nearest one that states it, seen from below. */
    Optional<ProvisionComponent> stating(Predicate<ProvisionComponent> dimension) {
      Optional<ProvisionComponent> nearest = Optional.empty();
      for (ProvisionComponent each : path) {
        if (dimension.test(each)) {
          nearest = Optional.of(each);
        }
      }
      return nearest;
    }

    private boolean conditioned() {
      return states(self()) || (depth() > 0 && !self().getPeriod().isEmpty());
    }

    /** Research without a purpose means the purpose of research. */
    private boolean narrows() {
      return conditioned() || (depth() == 0 && research);
    }
  }

  /** In document order. */
  List<Provision> provisions() {
    List<Provision> found = new ArrayList<>();
    if (!consent.getProvision().isEmpty()) {
      walk(List.of(consent.getProvision()), found);
    }
    return found;
  }

  private void walk(List<ProvisionComponent> path, List<Provision> found) {
    Provision provision = new Provision(path, research());
    found.add(provision);
    for (ProvisionComponent child : provision.self().getProvision()) {
      List<ProvisionComponent> longer = new ArrayList<>(path);
      longer.add(child);
      walk(longer, found);
    }
  }

  private boolean research() {
    return consent.getScope().getCodingFirstRep().getCode().equals("research");
  }

  /** Its type; a root under a base is the opposite of the base if it states anything. */
  Optional<Effect> effect(Provision provision) {
    ConsentProvisionType type = provision.self().getType();
    if (type != null) {
      return Optional.of(type == ConsentProvisionType.PERMIT ? Effect.PERMIT : Effect.DENY);
    }
    return provision.depth() == 0 && states(provision.self())
        ? base().map(Effect::opposite)
        : Optional.empty();
  }

  Optional<Effect> base() {
    return switch (policy()) {
      case "OPTIN", "OPTINR" -> Optional.of(Effect.PERMIT);
      case "OPTOUT", "OPTOUTE" -> Optional.of(Effect.DENY);
      default -> Optional.empty();
    };
  }

  private String policy() {
    return consent.getPolicyRule().hasCoding()
        ? consent.getPolicyRule().getCodingFirstRep().getCode()
        : "";
  }

  /** The vote when nothing matches. A conditioned permit under OPTIN means "only this". */
  Vote otherwise() {
    if (base().isEmpty()) {
      return Vote.ABSTAIN;
    }
    return base().get() == Effect.DENY ? Vote.DENY : narrowed() ? Vote.ABSTAIN : Vote.PERMIT;
  }

  private boolean narrowed() {
    return provisions().stream()
        .anyMatch(
            each ->
                effect(each).filter(e -> e == Effect.PERMIT).isPresent()
                    && each.narrows()
                    && above(each).stream()
                        .noneMatch(p -> effect(p).filter(e -> e == Effect.DENY).isPresent()));
  }

  private static List<Provision> above(Provision provision) {
    List<Provision> above = new ArrayList<>();
    for (int length = 1; length <= provision.depth(); length++) {
      above.add(new Provision(provision.path().subList(0, length), provision.research()));
    }
    return above;
  }

  boolean rootPeriodContains(Instant now) {
    return contains(consent.getProvision().getPeriod(), now);
  }

  /** Whether two readings differ in who sees what, or something is not said or not understood. */
  boolean refused() {
    List<Provision> all = provisions();
    boolean baseless = base().isEmpty() && all.isEmpty();
    boolean nothingRestricted =
        policy().equals("OPTINR") && all.stream().noneMatch(each -> effect(each).isPresent());
    boolean optInToResearch = research() && otherwise() == Vote.PERMIT;
    return baseless || nothingRestricted || optInToResearch || all.stream().anyMatch(this::refused);
  }

  private boolean refused(Provision provision) {
    Optional<Effect> effect = effect(provision);
    if (provision.depth() > 3) {
      return true;
    }
    if (effect.isEmpty()) {
      boolean exceptionAboutNothing =
          base().filter(e -> e == Effect.PERMIT).isPresent()
              && (provision.self().hasActor() || hasUnknown(provision.self()));
      return provision.depth() > 0 || base().isEmpty() || exceptionAboutNothing;
    }
    Optional<Effect> parent = parent(provision);
    boolean permits = effect.get() == Effect.PERMIT;
    boolean denyUnderDeny =
        !permits
            && provision.conditioned()
            && parent.filter(above -> above == Effect.DENY).isPresent();
    boolean cancels =
        !provision.conditioned() && parent.filter(above -> above != effect.get()).isPresent();
    boolean unknown = permits && provision.path().stream().anyMatch(ReferenceConsent::hasUnknown);
    return denyUnderDeny || cancels || unknown;
  }

  private Optional<Effect> parent(Provision provision) {
    Optional<Effect> parent = base();
    for (Provision each : above(provision)) {
      parent = effect(each).isPresent() ? effect(each) : parent;
    }
    return parent;
  }

  private static boolean hasUnknown(ProvisionComponent p) {
    return p.getExtension().stream()
        .anyMatch(each -> !RandomConsents.KNOWN.contains(each.getUrl()));
  }

  /** Whether it has a condition of its own; custodians and unknown extensions are none. */
  private static boolean states(ProvisionComponent p) {
    return p.getActor().stream().anyMatch(ReferenceConsent::recipient)
        || p.hasPurpose()
        || p.hasAction()
        || p.hasSecurityLabel()
        || p.hasClass_()
        || p.hasCode()
        || !p.getDataPeriod().isEmpty()
        || p.hasData()
        || p.getExtension().stream().anyMatch(each -> RandomConsents.KNOWN.contains(each.getUrl()));
  }

  static boolean recipient(provisionActorComponent actor) {
    return !"CST".equals(actor.getRole().getCodingFirstRep().getCode());
  }

  /** Days, months and years in UTC; the end is inclusive. */
  static boolean contains(Period period, Instant now) {
    return !before(now, period) && !after(now, period);
  }

  private static boolean before(Instant now, Period period) {
    String start = period.getStartElement().getValueAsString();
    return start != null && now.isBefore(first(start));
  }

  private static boolean after(Instant now, Period period) {
    String end = period.getEndElement().getValueAsString();
    return end != null && !now.isBefore(next(end));
  }

  static Instant first(String date) {
    return day(date).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The first instant after a day, month or year. */
  static Instant next(String date) {
    LocalDate day = day(date);
    LocalDate next =
        switch (date.length()) {
          case 4 -> day.plusYears(1);
          case 7 -> day.plusMonths(1);
          default -> day.plusDays(1);
        };
    return next.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static LocalDate day(String date) {
    return LocalDate.parse(date + "-01-01".substring(Math.min(6, date.length() - 4)));
  }
}
