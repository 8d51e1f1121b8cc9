// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.fhirpre.terminology.Label;

/**
 * The conditions of a node. An empty dimension is unconditional; the values of one dimension are
 * alternatives, the dimensions are all required.
 *
 * @param actors literal references
 * @param purposes codings
 * @param labels confidentialities and canonical sensitivities
 * @param resourceTypes FHIR R4 type names
 * @param locations literal references
 * @param sources values of {@code meta.source}
 */
public record Conditions(
    Set<String> actors,
    Set<Label> purposes,
    Set<Action> actions,
    Set<Label> labels,
    Set<String> resourceTypes,
    Set<Label> codes,
    Optional<Range> dataPeriod,
    Set<DataRule> data,
    Set<Label> environments,
    Set<String> locations,
    Set<String> sources) {

  static final Conditions NONE =
      new Conditions(
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Optional.empty(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of());

  public Conditions {
    actors = Collections.unmodifiableSet(new TreeSet<>(actors));
    purposes = Collections.unmodifiableSet(new TreeSet<>(purposes));
    actions = Set.copyOf(actions);
    labels = Collections.unmodifiableSet(new TreeSet<>(labels));
    resourceTypes = Collections.unmodifiableSet(new TreeSet<>(resourceTypes));
    codes = Set.copyOf(codes);
    data = Set.copyOf(data);
    environments = Set.copyOf(environments);
    locations = Set.copyOf(locations);
    sources = Set.copyOf(sources);
  }

  static Conditions ofPurpose(Label purpose) {
    return new Conditions(
        Set.of(),
        Set.of(purpose),
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Optional.empty(),
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of());
  }

  /** The dimensions that are conditional. {@code PERIOD} is not among them: spans are apart. */
  public Set<Dimension> dimensions() {
    Set<Dimension> stated = EnumSet.noneOf(Dimension.class);
    add(stated, Dimension.ACTOR, actors);
    add(stated, Dimension.PURPOSE, purposes);
    add(stated, Dimension.ACTION, actions);
    add(stated, Dimension.LABEL, labels);
    add(stated, Dimension.CLASS, resourceTypes);
    add(stated, Dimension.CODE, codes);
    add(stated, Dimension.DATA, data);
    add(stated, Dimension.ENVIRONMENT, environments);
    add(stated, Dimension.LOCATION, locations);
    add(stated, Dimension.SOURCE, sources);
    dataPeriod.ifPresent(range -> stated.add(Dimension.DATA_PERIOD));
    return Collections.unmodifiableSet(stated);
  }

  /** Inherit unless restated: each dimension of the child where it states one, else this one's. */
  Conditions overriddenBy(Conditions child) {
    return new Conditions(
        or(child.actors, actors),
        or(child.purposes, purposes),
        or(child.actions, actions),
        or(child.labels, labels),
        or(child.resourceTypes, resourceTypes),
        or(child.codes, codes),
        child.dataPeriod.or(() -> dataPeriod),
        or(child.data, data),
        or(child.environments, environments),
        or(child.locations, locations),
        or(child.sources, sources));
  }

  private static <T> Set<T> or(Set<T> stated, Set<T> inherited) {
    return stated.isEmpty() ? inherited : stated;
  }

  private static void add(Set<Dimension> stated, Dimension dimension, Set<?> values) {
    if (!values.isEmpty()) {
      stated.add(dimension);
    }
  }
}
