// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.fhirpre.crypto.GrantSignature.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GrantSignatureTest {
  private static final Digest PLAN = Digest.of(filled(1));
  private static final Digest OTHER = Digest.of(filled(2));
  private static final ConsentContext CONTEXT = context("Consent/c");
  private static final List<GrantEdge> FRAGMENTS = List.of(edge(), edge());

  private final PatientKeys keys = keys(7);
  private final GrantSigner signer = keys.grantSigner();
  private final Statement statement = new Statement(PLAN, CONTEXT, FRAGMENTS);
  private final GrantSignature signature = GrantSignature.sign(signer, statement);

  @AfterEach
  void close() {
    signer.close();
    keys.close();
  }

  @Test
  void it_verifies_and_survives_its_encoding() {
    GrantSignature read = GrantSignature.fromBytes(signature.toBytes());
    assertThatCode(() -> read.verify(signer.verifyingKey(), statement)).doesNotThrowAnyException();
  }

  @Test
  void it_covers_plan_context_and_every_fragment_in_order() {
    List<Statement> others =
        List.of(
            new Statement(OTHER, CONTEXT, FRAGMENTS),
            new Statement(PLAN, context("Consent/d"), FRAGMENTS),
            new Statement(PLAN, CONTEXT, List.of()),
            new Statement(PLAN, CONTEXT, List.of(FRAGMENTS.get(0))),
            new Statement(PLAN, CONTEXT, List.of(FRAGMENTS.get(1), FRAGMENTS.get(0))),
            new Statement(PLAN, CONTEXT, List.of(FRAGMENTS.get(0), edge())));
    for (Statement other : others) {
      assertThatThrownBy(() -> signature.verify(signer.verifyingKey(), other))
          .isInstanceOf(PreException.VerificationFailed.class);
    }
  }

  @Test
  void another_patient_s_key_does_not_verify_it() {
    try (PatientKeys other = keys(8);
        GrantSigner stranger = other.grantSigner()) {
      assertThatThrownBy(() -> signature.verify(stranger.verifyingKey(), statement))
          .isInstanceOf(PreException.VerificationFailed.class);
    }
  }

  @Test
  void every_flipped_bit_is_refused() {
    byte[] bytes = signature.toBytes();
    for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
      assertThatThrownBy(
              () -> GrantSignature.fromBytes(flipped).verify(signer.verifyingKey(), statement))
          .isInstanceOf(PreException.class);
    }
    assertThatThrownBy(() -> GrantSignature.fromBytes(Arrays.copyOf(bytes, 65)))
        .isInstanceOf(PreException.MalformedEncoding.class);
  }

  /** Worked value of docs/spec/grant-plan.md §4. */
  @Test
  void the_worked_values_of_the_specification() {
    assertThat(HexFormat.of().formatHex(PlanDigest.of(workedPlan(false)).toBytes()))
        .isEqualTo("30f3bb6b9580ec28461f649be8dd8911c3595bc1373a4f70d81c201fe64cab4e");
    byte[] root = new byte[32];
    for (int i = 0; i < root.length; i++) {
      root[i] = (byte) i;
    }
    try (RootSeed seed = RootSeed.fromBytes(root);
        PatientKeys worked = PatientKeys.of(seed);
        GrantSigner grant = worked.grantSigner()) {
      assertThat(HexFormat.of().formatHex(grant.verifyingKey().toBytes()))
          .isEqualTo("0349250222e95f94a550e6e08f83e39c6c2a5c7d1e70a0126d20b4357f37cec70a");
    }
  }

  @Test
  void a_plan_s_digest_covers_everything_but_the_order_of_the_entries() {
    Digest digest = PlanDigest.of(workedPlan(false));
    assertThat(PlanDigest.of(workedPlan(true))).isEqualTo(digest);
    PlanDigest.Plan plan = workedPlan(false);
    PlanDigest.Subject subject = plan.subject();
    List<PlanDigest.Plan> others =
        List.of(
            of(plan, new PlanDigest.Subject("Consent/c/_history/3", "Patient/7", "managed", PLAN)),
            of(plan, new PlanDigest.Subject(subject.consent(), "Patient/8", "managed", PLAN)),
            of(plan, new PlanDigest.Subject(subject.consent(), "Patient/7", "patient-held", PLAN)),
            of(plan, new PlanDigest.Subject(subject.consent(), "Patient/7", "managed", OTHER)),
            new PlanDigest.Plan(subject, List.of(), plan.entries(), plan.remarks()),
            new PlanDigest.Plan(
                subject, plan.conditions(), List.of(plan.entries().get(0)), plan.remarks()),
            new PlanDigest.Plan(subject, plan.conditions(), plan.entries(), List.of()));
    assertThat(others).allSatisfy(other -> assertThat(PlanDigest.of(other)).isNotEqualTo(digest));
  }

  private static PlanDigest.Plan of(PlanDigest.Plan plan, PlanDigest.Subject subject) {
    return new PlanDigest.Plan(subject, plan.conditions(), plan.entries(), plan.remarks());
  }

  private static PlanDigest.Plan workedPlan(boolean reversed) {
    PlanDigest.Entry first = entry("Consent/c", "clinical");
    PlanDigest.Entry second = entry("Consent/d", "diagnostics");
    return new PlanDigest.Plan(
        new PlanDigest.Subject("Consent/c/_history/2", "Patient/7", "managed", PLAN),
        List.of(new PlanDigest.Condition("Consent.provision", "actor", "crypto", "")),
        reversed ? List.of(second, first) : List.of(first, second),
        List.of(new PlanDigest.Remark("policy-only", "Consent.provision.purpose")));
  }

  private static PlanDigest.Entry entry(String consent, String group) {
    return new PlanDigest.Entry(
        context(consent),
        "Practitioner/9",
        "http://terminology.hl7.org/CodeSystem/v3-Confidentiality|N",
        group,
        "2026",
        "crypto+policy");
  }

  /** All fixed, so that the worked values are. */
  private static ConsentContext context(String consent) {
    return ConsentContext.builder()
        .consent(consent)
        .version("2")
        .patient("Patient/7")
        .segment(TestKeys.SEGMENT_1)
        .delegator(TestKeys.delegator().publicKey())
        .delegatee(TestKeys.reader().publicKey())
        .maxDepth(1)
        .notBefore(Instant.ofEpochSecond(1_767_225_600L))
        .notAfter(Instant.ofEpochSecond(1_798_761_600L))
        .build();
  }

  private static GrantEdge edge() {
    return Umbral.create(new SecureRandom())
        .delegation()
        .delegate(TestKeys.delegator(), TestKeys.signer(), GrantTerms.single(CONTEXT))
        .get(0);
  }

  private static PatientKeys keys(int value) {
    try (RootSeed seed = RootSeed.fromBytes(filled(value))) {
      return PatientKeys.of(seed);
    }
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
