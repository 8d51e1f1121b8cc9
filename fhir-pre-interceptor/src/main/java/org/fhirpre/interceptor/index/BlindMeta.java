// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.fhirpre.interceptor.body.SealingFacts;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Resource;

/** Blinded tags and profiles, which HAPI writes to its tag table. */
public final class BlindMeta {
  /** Parameter names of the tokens. */
  public static final String TAG = "_tag";

  public static final String PROFILE = "_profile";

  private final Tokens tokens;
  private final IndexScopes scopes;

  public BlindMeta(Tokens tokens, IndexScopes scopes) {
    this.tokens = tokens;
    this.scopes = scopes;
  }

  /**
   * Leaves on the resource, in place of what was submitted: blinded tags and profiles, no security
   * labels, no source. Version and time are not touched.
   *
   * @param stored the resource that HAPI is about to store; its patients must be resolved
   * @param submitted tags and profiles as the writer sent them
   */
  public void replace(Resource stored, Meta submitted, SealingFacts facts) {
    List<Scope> used = scopes.of(stored, facts);
    Meta meta = stored.getMeta();
    meta.setTag(
        used.stream()
            .flatMap(scope -> submitted.getTag().stream().map(tag -> tag(stored, scope, tag)))
            .collect(Collectors.toCollection(ArrayList::new)));
    meta.setProfile(
        used.stream()
            .flatMap(
                scope -> submitted.getProfile().stream().map(url -> profile(stored, scope, url)))
            .collect(Collectors.toCollection(ArrayList::new)));
    meta.setSecurity(null);
    meta.setSource(null);
  }

  private Coding tag(Resource stored, Scope scope, Coding tag) {
    Slot slot = slot(stored, scope, TAG);
    Coding blinded = new Coding();
    if (tag.hasSystem()) {
      blinded.setSystem(tokens.system(slot, tag.getSystem()));
    }
    if (tag.hasCode()) {
      blinded.setCode(tokens.code(slot, tag.getCode()));
    }
    return blinded;
  }

  private CanonicalType profile(Resource stored, Scope scope, CanonicalType url) {
    Slot slot = slot(stored, scope, PROFILE);
    return new CanonicalType(tokens.code(slot, url.getValue()));
  }

  private Slot slot(Resource stored, Scope scope, String param) {
    return new Slot(tokens.epochs().get(0), scope, stored.fhirType(), param);
  }
}
