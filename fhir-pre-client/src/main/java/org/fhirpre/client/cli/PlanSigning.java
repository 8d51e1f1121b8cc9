// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import java.io.Console;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.FhirHttp;
import org.fhirpre.client.held.GrantUpload;
import org.fhirpre.client.held.PlanCheck;
import org.fhirpre.client.held.PlanWords;
import org.fhirpre.client.held.ReceivedPlan;
import org.fhirpre.client.keystore.Keystore;
import org.fhirpre.client.keystore.PatientEntry;
import org.fhirpre.crypto.Umbral;
import org.hl7.fhir.r4.model.Parameters;

/** Checks a plan, says in words what it shares, asks the person, and uploads what she signs. */
final class PlanSigning {
  private final Terminal terminal;
  private final KeyOptions key;
  private final OutputOptions output;

  /**
   * What the person said beforehand.
   *
   * @param yes not to ask
   * @param digest of the plan that she has seen, base64; empty if she has not
   * @param refused ids of entries
   */
  record Wish(boolean yes, String digest, Set<String> refused) {}

  PlanSigning(Terminal terminal, KeyOptions key, OutputOptions output) {
    this.terminal = terminal;
    this.key = key;
    this.output = output;
  }

  /** The enforcement state afterwards. */
  String sign(FhirHttp http, String consent, Wish wish) {
    PlanSource source = new PlanSource(http);
    ReceivedPlan plan = ReceivedPlan.of(source.of(consent));
    try (Keystore keystore = key.read(terminal)) {
      PatientEntry patient = key.patientOf(keystore, plan.subject().patient());
      new PlanCheck(patient, http).check(plan, consent, Instant.now());
      requireSeen(plan, wish);
      PlanWords.of(plan).forEach(line -> output.remark(terminal, line));
      boolean nothing =
          wish.refused().isEmpty() && plan.entries().stream().allMatch(ReceivedPlan.Entry::live);
      if (nothing) {
        return plan.state();
      }
      confirm(wish);
      Parameters upload =
          new GrantUpload(patient, Umbral.create(new SecureRandom()).delegation())
              .answer(plan, wish.refused());
      Parameters answer = source.post(consent + "/$upload-grants", upload);
      return Optional.ofNullable(answer.getParameterValue("state"))
          .map(state -> state.primitiveValue())
          .orElse("");
    }
  }

  private static void requireSeen(ReceivedPlan plan, Wish wish) {
    String digest = Base64.getEncoder().encodeToString(plan.digest().toBytes());
    if (!wish.digest().isEmpty() && !wish.digest().equals(digest)) {
      throw new ClientException.Refused(409, "the plan is not the one with that digest any more");
    }
    boolean known =
        wish.refused().stream()
            .allMatch(id -> plan.entries().stream().anyMatch(entry -> entry.id().equals(id)));
    if (!known) {
      throw new ClientException.Misuse("the plan has no entry that is to be refused");
    }
  }

  private void confirm(Wish wish) {
    if (wish.yes()) {
      return;
    }
    Console console =
        terminal
            .console()
            .orElseThrow(() -> new ClientException.Misuse("nobody to ask: read it and say --yes"));
    String answer = console.readLine("Sign these grants? [y/N] ");
    if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
      throw new ClientException.Refused(0, "nothing was signed");
    }
  }
}
