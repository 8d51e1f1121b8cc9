// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PublicValuesTest {
  private static final Instant TIME = TestKeys.NOT_BEFORE;
  private static final String BASE = "https://fhir.example.org/fhir";

  private static final Epoch YEAR = Epoch.parse("2026");

  private static Epoch epoch(String time, CryptoPeriod period) {
    return Epoch.of(Instant.parse(time), period);
  }

  @Test
  void an_epoch_is_the_utc_period_of_the_write() {
    assertThat(epoch("2026-12-31T23:59:59Z", CryptoPeriod.YEAR)).hasToString("2026");
    assertThat(epoch("2026-10-01T00:00:00Z", CryptoPeriod.QUARTER)).hasToString("2026-Q4");
    assertThat(epoch("2026-03-31T23:59:59Z", CryptoPeriod.QUARTER)).hasToString("2026-Q1");
    assertThat(epoch("2026-11-24T12:00:00Z", CryptoPeriod.MONTH)).hasToString("2026-11");
    assertThat(epoch("0007-01-01T00:00:00Z", CryptoPeriod.MONTH)).hasToString("0007-01");
  }

  @Test
  void a_generation_follows_the_period() {
    Epoch first = Epoch.parse("2026-Q4").nextGeneration();
    assertThat(first).hasToString("2026-Q4+1").isEqualTo(Epoch.parse("2026-Q4+1"));
    assertThat(first.nextGeneration()).hasToString("2026-Q4+2");
  }

  @Test
  void what_is_not_in_the_grammar_is_no_epoch() {
    for (String text :
        new String[] {
          "",
          "26",
          "2026-",
          "2026-Q5",
          "2026-00",
          "2026-13",
          "2026+0",
          "2026+01",
          "2026+",
          "2026-1",
          " 2026",
          "2026\n",
          "2026-11+1234567890"
        }) {
      assertThatThrownBy(() -> Epoch.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_label_has_a_known_group_and_a_facet() {
    Epoch year = Epoch.parse("2026");
    assertThat(new SegmentLabel(TestKeys.PSY, "other", year).facet()).isEqualTo(TestKeys.PSY);
    assertThatThrownBy(() -> new SegmentLabel("normal", "other", year))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SegmentLabel("NORMAL", "Clinical", year))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_segment_id_has_one_text() {
    SegmentId id = SegmentId.random(new SecureRandom());
    assertThat(id.toString()).hasSize(22);
    assertThat(SegmentId.parse(id.toString())).isEqualTo(id);
    assertThat(SegmentId.fromBytes(id.toBytes())).isEqualTo(id).hasSameHashCodeAs(id);
    String text = TestKeys.SEGMENT_1.toString();
    for (String bad :
        new String[] {
          "",
          text + "=",
          text + "==",
          text + "A",
          text.substring(1),
          text.substring(0, 21) + "V",
          text.substring(0, 20) + "+/"
        }) {
      assertThatThrownBy(() -> SegmentId.parse(bad))
          .isInstanceOf(PreException.MalformedEncoding.class);
    }
  }

  @Test
  void a_public_key_is_known_by_its_coordinates() {
    TerminalPublicKey key = TestKeys.reader().publicKey();
    assertThat(TerminalPublicKey.fromAffine(key.x(), key.y())).isEqualTo(key);
    assertThat(TerminalPublicKey.fromBytes(key.toBytes())).isEqualTo(key);
    byte[] y = key.y();
    y[0]++;
    assertThatThrownBy(() -> TerminalPublicKey.fromAffine(key.x(), y))
        .isInstanceOf(PreException.MalformedEncoding.class);
    assertThatThrownBy(() -> TerminalPublicKey.fromAffine(new byte[31], y))
        .isInstanceOf(PreException.MalformedEncoding.class);
    assertThatThrownBy(() -> TerminalPublicKey.fromBytes(new byte[33]))
        .isInstanceOf(PreException.MalformedEncoding.class);
  }

  @Test
  void keys_of_different_roles_are_different_even_on_one_point() {
    byte[] point = TestKeys.reader().publicKey().toBytes();
    assertThat((PublicKey) DelegatorPublicKey.fromBytes(point))
        .isNotEqualTo(TerminalPublicKey.fromBytes(point));
    assertThat(DelegatorPublicKey.fromBytes(point).id())
        .isEqualTo(TerminalPublicKey.fromBytes(point).id());
  }

  @Test
  void a_key_id_shows_eight_bytes() {
    KeyId id = TestKeys.reader().publicKey().id();
    assertThat(id.toString()).hasSize(16);
    assertThat(KeyId.fromBytes(id.toBytes())).isEqualTo(id);
    assertThatThrownBy(() -> KeyId.fromBytes(new byte[31]))
        .isInstanceOf(PreException.MalformedEncoding.class);
  }

  @Test
  void a_possession_proof_is_bound_to_key_role_and_registration() {
    RegistrationContext registration = RegistrationContext.forSubject("Practitioner/9", BASE, TIME);
    TerminalSecretKey reader = TestKeys.reader();
    PossessionProof proof = PossessionProof.prove(reader, registration, new SecureRandom());
    PossessionProof.fromBytes(proof.toBytes()).verify(reader.publicKey(), registration);
    assertRefused(proof, TestKeys.reader(1).publicKey(), registration);
    DelegatorPublicKey otherRole = DelegatorPublicKey.fromBytes(reader.publicKey().toBytes());
    assertRefused(proof, otherRole, registration);
    assertRefused(
        proof,
        reader.publicKey(),
        RegistrationContext.forSubject("Practitioner/9", BASE, TIME.plusSeconds(1)));
  }

  @Test
  void every_registered_role_can_prove_possession() {
    RegistrationContext registration =
        RegistrationContext.forSegment(TestKeys.filled(16, 0x44), TestKeys.SEGMENT_1);
    for (SecretKey key :
        new SecretKey[] {
          TestKeys.delegator(),
          TestKeys.reader(),
          TestKeys.group(),
          TestKeys.signer(),
          TestKeys.hopSigner(),
          TestKeys.directorySigner(),
          TestKeys.grantSigner()
        }) {
      PossessionProof.prove(key, registration, new SecureRandom())
          .verify(key.publicKey(), registration);
    }
  }

  @Test
  void a_proof_for_one_role_is_none_for_the_same_point_in_another() {
    RegistrationContext registration = RegistrationContext.forSubject("Practitioner/9", BASE, TIME);
    PossessionProof proof =
        PossessionProof.prove(TestKeys.group(), registration, new SecureRandom());
    byte[] point = TestKeys.group().publicKey().toBytes();
    for (PublicKey other :
        new PublicKey[] {
          DelegatorPublicKey.fromBytes(point),
          TerminalPublicKey.fromBytes(point),
          KeyFragVerifyingKey.fromBytes(point),
          HopVerifyingKey.fromBytes(point),
          DirectoryVerifyingKey.fromBytes(point),
          GrantVerifyingKey.fromBytes(point)
        }) {
      assertRefused(proof, other, registration);
    }
    proof.verify(ForwardPublicKey.fromBytes(point), registration);
  }

  private static void assertRefused(
      PossessionProof proof, PublicKey key, RegistrationContext registration) {
    assertThatThrownBy(() -> proof.verify(key, registration))
        .isInstanceOf(PreException.VerificationFailed.class);
  }

  @Test
  void a_registration_is_hashed_with_suite_subject_server_and_time() {
    assertThat(RegistrationContext.forSubject("Practitioner/9", BASE, TIME).digest())
        .isEqualTo(
            HexFormat.of()
                .parseHex("b9017d7c9c8918189dcb79b2aedac4b2a3fef3854ce00116d4e614eb7db2c114"));
  }

  @Test
  void every_field_of_a_consent_context_counts() {
    ConsentContext reference = TestKeys.consent().build();
    for (ConsentContext.Builder changed :
        new ConsentContext.Builder[] {
          TestKeys.consent().consent("Consent-2"),
          TestKeys.consent().version("4"),
          TestKeys.consent().patient("Patient/2"),
          TestKeys.consent().segment(TestKeys.SEGMENT_2),
          TestKeys.consent().delegator(TestKeys.otherDelegator().publicKey()),
          TestKeys.consent().delegatee(TestKeys.reader(1).publicKey()),
          TestKeys.consent().purposes(Set.of("a|b")),
          TestKeys.consent().maxDepth(2),
          TestKeys.consent().notBefore(TIME.plusSeconds(1)),
          TestKeys.consent().notAfter(TestKeys.NOT_AFTER.plusSeconds(1))
        }) {
      assertThat(changed.build()).isNotEqualTo(reference);
    }
    assertThat(TestKeys.consent().build()).isEqualTo(reference);
  }

  @Test
  void every_field_of_a_membership_context_counts() {
    MembershipContext reference = TestKeys.membership().build();
    assertThat(HexFormat.of().formatHex(reference.digest()))
        .isEqualTo("049604705a5b7b6a04699464f4f0c2c83b6c6d991a8c4ccace2c6bd4995390fa");
    ForwardSecretKey other = OrganisationKeys.of(TestKeys.root()).forward("a|b", YEAR);
    for (MembershipContext.Builder changed :
        new MembershipContext.Builder[] {
          TestKeys.membership().group("Organization/78"),
          TestKeys.membership().member("Practitioner/8"),
          TestKeys.membership().role("http://example.org/role|nurse"),
          TestKeys.membership().forwardKeyId(TestKeys.filled(16, 0x67)),
          TestKeys.membership().from(other.publicKey()),
          TestKeys.membership().to(TestKeys.reader(1).publicKey()),
          TestKeys.membership().maxDepth(2),
          TestKeys.membership().notBefore(TIME.plusSeconds(1)),
          TestKeys.membership().notAfter(TestKeys.NOT_AFTER.plusSeconds(1))
        }) {
      assertThat(changed.build()).isNotEqualTo(reference);
    }
    assertThat(TestKeys.membership().build()).isEqualTo(reference).hasSameHashCodeAs(reference);
  }

  @Test
  void a_membership_out_of_range_is_the_callers_mistake() {
    for (MembershipContext.Builder wrong :
        new MembershipContext.Builder[] {
          TestKeys.membership().maxDepth(0),
          TestKeys.membership().maxDepth(4),
          TestKeys.membership().group(""),
          TestKeys.membership().member("x".repeat(256)),
          TestKeys.membership().role("no bar"),
          TestKeys.membership().to(TestKeys.group().publicKey()),
          TestKeys.membership().notAfter(TIME)
        }) {
      assertThatThrownBy(wrong::build).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> TestKeys.membership().forwardKeyId(new byte[15]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(MembershipContext.builder().from(TestKeys.group().publicKey())::build)
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void fields_out_of_range_are_the_callers_mistake() {
    for (ConsentContext.Builder wrong :
        new ConsentContext.Builder[] {
          TestKeys.consent().maxDepth(0),
          TestKeys.consent().maxDepth(5),
          TestKeys.consent().consent(""),
          TestKeys.consent().consent("x".repeat(256)),
          TestKeys.consent().version("\ud800"),
          TestKeys.consent().purposes(Set.of("no bar")),
          TestKeys.consent().notBefore(Instant.ofEpochSecond(-1)),
          TestKeys.consent().notAfter(TIME),
          TestKeys.consent()
              .delegatee(TerminalPublicKey.fromBytes(TestKeys.delegator().publicKey().toBytes()))
        }) {
      assertThatThrownBy(wrong::build).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(ConsentContext.builder().maxDepth(1)::build)
        .isInstanceOf(NullPointerException.class);
  }
}
