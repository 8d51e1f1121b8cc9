// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.Vocabulary;

/** Who is to get keys: every actor of a permit, and the community where a permit names nobody. */
final class Grantees {
  private static final Set<Label> EMERGENCY = Vocabulary.set("emergency-purposes");

  private Grantees() {}

  static List<GranteeKey> of(List<NormalConsent> consents, Directory directory, Findings findings) {
    Map<String, GranteeKey> grantees = new LinkedHashMap<>();
    for (NormalConsent consent : consents) {
      if (consent.fallback() == Vote.PERMIT) {
        add(Directory.COMMUNITY, "Consent.policyRule", directory, findings)
            .ifPresent(key -> grantees.put(Directory.COMMUNITY, key));
      }
      for (Node node : consent.nodes()) {
        if (node.permits()) {
          node(node, directory, findings).forEach(key -> grantees.put(key.subject(), key));
        }
      }
    }
    return List.copyOf(grantees.values());
  }

  private static List<GranteeKey> node(Node node, Directory directory, Findings findings) {
    List<GranteeKey> found = new ArrayList<>();
    if (node.when().actors().isEmpty()) {
      add(Directory.COMMUNITY, node.path(), directory, findings).ifPresent(found::add);
      return found;
    }
    for (String actor : node.when().actors()) {
      Optional<GranteeKey> key = directory.receivingKey(actor);
      key.ifPresentOrElse(found::add, () -> findings.add(missing(node), node.path() + ".actor"));
    }
    return found;
  }

  private static Optional<GranteeKey> add(
      String subject, String path, Directory directory, Findings findings) {
    Optional<GranteeKey> key = directory.receivingKey(subject);
    if (key.isEmpty()) {
      findings.add(FindingCode.ACTOR_REQUIRED, path);
    }
    return key;
  }

  /** Emergency access that nobody has a key for does not exist; it does not stop the Consent. */
  private static FindingCode missing(Node node) {
    boolean emergencyOnly =
        !node.when().purposes().isEmpty() && EMERGENCY.containsAll(node.when().purposes());
    return emergencyOnly ? FindingCode.NO_EMERGENCY_KEY : FindingCode.NO_KEY;
  }
}
