// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.Set;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.Vocabulary;
import org.hl7.fhir.r4.model.Consent.provisionActorComponent;

/** What the role of an actor makes of it. */
enum Roles {
  /** Says which institution the Consent is about; no condition. */
  CUSTODIAN,
  RECIPIENT,
  /** Author or unknown: refused on a permit, counts on a deny. */
  OTHER;

  private static final Set<Label> RECIPIENTS = Vocabulary.set("recipient-roles");
  private static final Set<Label> CUSTODIANS = Vocabulary.set("custodian-roles");

  static Roles of(provisionActorComponent actor) {
    boolean custodian = true;
    boolean recipient = true;
    var codings = actor.getRole().getCoding();
    for (var coding : codings) {
      var label = Elements.label(coding);
      custodian &= label.filter(CUSTODIANS::contains).isPresent();
      recipient &= label.filter(RECIPIENTS::contains).isPresent();
    }
    if (codings.isEmpty()) {
      return OTHER;
    }
    return custodian ? CUSTODIAN : recipient ? RECIPIENT : OTHER;
  }
}
