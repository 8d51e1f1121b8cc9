// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Resource;

/**
 * The mark on an object that this request submitted and that was sealed; it keeps the part of
 * {@code meta} that moved into the seal. Tied to the object itself: a copy is not marked.
 */
public final class Submitted {
  private static final String KEY = Submitted.class.getName();

  private final IBaseResource self;
  private final Meta meta;

  private Submitted(IBaseResource self, Meta meta) {
    this.self = self;
    this.meta = meta;
  }

  public static Optional<Submitted> of(IBaseResource resource) {
    return Optional.ofNullable((Submitted) resource.getUserData(KEY))
        .filter(mark -> mark.self == resource);
  }

  /**
   * Takes security, tags, profiles and source off the resource, so that HAPI stores none of them.
   */
  static Submitted take(Resource resource) {
    Meta on = resource.getMeta();
    boolean again = isEmpty(on) && of(resource).isPresent();
    Submitted mark = again ? of(resource).orElseThrow() : new Submitted(resource, moved(on));
    clear(on);
    resource.setUserData(KEY, mark);
    return mark;
  }

  /** Security, tags, profiles and source as submitted; a copy. */
  Meta meta() {
    return meta.copy();
  }

  /** Gives the resource back what was taken, for its writer or for another try. */
  public void putBack(Resource resource) {
    Meta on = resource.getMeta();
    clear(on);
    on.setSecurity(copies(meta.getSecurity()));
    on.setTag(copies(meta.getTag()));
    on.setProfile(
        meta.getProfile().stream()
            .map(CanonicalType::copy)
            .collect(Collectors.toCollection(ArrayList::new)));
    on.setSource(meta.getSource());
  }

  private static Meta moved(Meta on) {
    Meta moved = on.copy();
    moved.setVersionIdElement(null);
    moved.setLastUpdatedElement(null);
    return moved;
  }

  private static void clear(Meta on) {
    on.setSecurity(null);
    on.setTag(null);
    on.setProfile(null);
    on.setSourceElement(null);
  }

  private static boolean isEmpty(Meta on) {
    return !on.hasSecurity() && !on.hasTag() && !on.hasProfile() && !on.hasSource();
  }

  private static List<Coding> copies(List<Coding> codings) {
    return codings.stream().map(Coding::copy).collect(Collectors.toCollection(ArrayList::new));
  }
}
