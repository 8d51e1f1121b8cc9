// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fhirpre.consent.PlanEntry;
import org.fhirpre.crypto.GrantEdge;
import org.fhirpre.crypto.KeyFragVerifyingKey;
import org.fhirpre.crypto.PreException;
import org.fhirpre.interceptor.keys.AgentClient;
import org.fhirpre.interceptor.spi.AgentUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets grants from the patient's agent and keeps only those that prove what was asked for. */
public final class AgentGrants {
  private static final Logger log = LoggerFactory.getLogger(AgentGrants.class);

  private final Optional<AgentClient> agent;

  public AgentGrants(Optional<AgentClient> agent) {
    this.agent = agent;
  }

  /**
   * @param patientId logical id
   * @param kfragKey what the patient was enrolled with
   * @throws AgentUnavailable if it does not answer
   */
  List<GrantUpkeep.Made> make(
      String patientId, KeyFragVerifyingKey kfragKey, List<PlanEntry> entries, Duration limit) {
    AgentClient asked = agent.orElseThrow(() -> new AgentUnavailable("none is configured"));
    Map<String, String> edges = asked.grants("Patient/" + patientId, entries, limit);
    List<GrantUpkeep.Made> made = new ArrayList<>();
    for (PlanEntry entry : entries) {
      Optional.ofNullable(edges.get(entry.id()))
          .flatMap(edge -> verified(entry, edge, kfragKey))
          .ifPresent(made::add);
    }
    return made;
  }

  private static Optional<GrantUpkeep.Made> verified(
      PlanEntry entry, String base64url, KeyFragVerifyingKey kfragKey) {
    try {
      GrantEdge edge = GrantEdge.fromBytes(Base64.getUrlDecoder().decode(base64url));
      return Optional.of(GrantVerification.verified(entry, edge, kfragKey));
    } catch (PreException refused) {
      log.warn("refused a grant reason={} grantee={}", refused.code(), entry.granteeKey().id());
    } catch (IllegalArgumentException malformed) {
      log.warn("refused a grant reason=not-base64url grantee={}", entry.granteeKey().id());
    }
    return Optional.empty();
  }
}
