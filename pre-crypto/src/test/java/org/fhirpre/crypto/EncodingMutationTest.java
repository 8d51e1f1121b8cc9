// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every single bit of every valid object flipped, and every other length: each refused. */
class EncodingMutationTest {
  private static final byte[] SALT = TestKeys.filled(16, 0x99);

  private final SecureRandom random = new SecureRandom();
  private final Umbral umbral = TestBackend.umbral(random);
  private final SealedKey shell = TestKeys.seal(umbral);
  private final VerifiedCapsule capsule = shell.shares().get(0).capsule();
  private final KeyFragVerifyingKey verifier = TestKeys.signer().verifyingKey();
  private final GrantEdge edge = TestKeys.grant(umbral);
  private final VerifiedGrant grant = edge.verify(verifier);
  private final TerminalSecretKey reader = TestKeys.reader();

  @Test
  void a_simple_capsule() {
    byte[] valid = capsule.toSimple();
    assertThat(Mutations.accepted(valid, bytes -> Capsule.fromSimple(bytes).verify())).isEmpty();
    assertThat(Mutations.acceptedLengths(valid, Capsule::fromSimple)).isEmpty();
  }

  @Test
  void a_message_pack_capsule() {
    byte[] valid = capsule.capsule().toMessagePack();
    assertThat(Mutations.accepted(valid, bytes -> Capsule.fromMessagePack(bytes).verify()))
        .isEmpty();
    assertThat(Mutations.acceptedLengths(valid, Capsule::fromMessagePack)).isEmpty();
  }

  @Test
  void a_key_fragment() {
    byte[] valid = grant.keyFrag().unverified().toBytes();
    DelegatorPublicKey delegator = grant.delegator();
    assertThat(
            Mutations.accepted(
                valid,
                bytes -> KeyFrag.fromBytes(bytes).verify(verifier, delegator, reader.publicKey())))
        .isEmpty();
    assertThat(Mutations.acceptedLengths(valid, KeyFrag::fromBytes)).isEmpty();
  }

  @Test
  void a_grant_edge() {
    byte[] valid = edge.toBytes();
    assertThat(Mutations.accepted(valid, bytes -> GrantEdge.fromBytes(bytes).verify(verifier)))
        .isEmpty();
    assertThat(Mutations.acceptedLengths(valid, GrantEdge::fromBytes)).isEmpty();
  }

  @Test
  void a_delegation_path() {
    byte[] valid = grant.path().toBytes();
    assertThat(
            Mutations.accepted(
                valid, bytes -> DelegationPath.fromBytes(bytes).verify(reader.publicKey())))
        .isEmpty();
    assertThat(Mutations.acceptedLengths(valid, DelegationPath::fromBytes)).isEmpty();
  }

  @Test
  void a_hop_edge() {
    HopEdge hop =
        umbral
            .forwarding()
            .forward(
                TestKeys.group(),
                TestKeys.hopSigner(),
                HopTerms.single(TestKeys.membership().build()))
            .get(0);
    HopVerifyingKey groups = TestKeys.hopSigner().verifyingKey();
    assertThat(Mutations.accepted(hop.toBytes(), bytes -> HopEdge.fromBytes(bytes).verify(groups)))
        .isEmpty();
    assertThat(Mutations.acceptedLengths(hop.toBytes(), HopEdge::fromBytes)).isEmpty();
  }

  @Test
  void a_path_with_a_proven_hop() {
    byte[] valid = new TestChain(2, Threshold.SINGLE).provenPath().toBytes();
    assertThat(
            Mutations.accepted(
                valid,
                bytes ->
                    DelegationPath.fromBytes(bytes).verify(reader.publicKey(), TestChain.REGISTRY)))
        .isEmpty();
    assertThat(Mutations.acceptedLengths(valid, DelegationPath::fromBytes)).isEmpty();
  }

  @Test
  void a_proven_hop_of_two_shares_by_itself() {
    PathHop hop = new TestChain(2, new Threshold(2, 2)).provenPath().hops().get(0);
    assertThat(Mutations.acceptedLengths(hop.toBytes(), ProvenHop::fromBytes)).isEmpty();
  }

  /** The transformed precursor of a plain hop is the one field that only the commitment guards. */
  @Test
  void a_path_with_a_plain_hop() {
    TestChain chain = new TestChain(2, Threshold.SINGLE);
    byte[] valid = chain.plainPath().toBytes();
    byte[] commitment = shell.kek().commitment(SALT);
    Decapsulation decapsulation = umbral.decapsulation();
    ReencryptedCapsule transformed =
        umbral.reencryptor().reencrypt(capsule, chain.grants().get(0).keyFrag());
    assertThat(
            Mutations.accepted(
                valid,
                bytes -> {
                  VerifiedDelegationPath path =
                      DelegationPath.fromBytes(bytes).verify(reader.publicKey());
                  KeySeed seed =
                      decapsulation.open(decapsulation.unwind(reader, path), transformed);
                  OpenedShare share = new OpenedShare(TestKeys.SEGMENT_1, seed);
                  decapsulation.combine(List.of(share), SALT, commitment);
                }))
        .isEmpty();
    assertThat(Mutations.acceptedLengths(valid, DelegationPath::fromBytes)).isEmpty();
  }

  @Test
  void a_capsule_fragment() {
    CapsuleFrag frag = umbral.reencryptor().reencryptWithProof(capsule, grant.keyFrag());
    FragmentKeys keys = new FragmentKeys(verifier, grant.delegator(), reader.publicKey());
    assertThat(
            Mutations.accepted(
                frag.toSimple(), bytes -> CapsuleFrag.fromSimple(bytes).verify(capsule, keys)))
        .isEmpty();
    assertThat(
            Mutations.accepted(
                frag.toMessagePack(),
                bytes -> CapsuleFrag.fromMessagePack(bytes).verify(capsule, keys)))
        .isEmpty();
    assertThat(Mutations.acceptedLengths(frag.toSimple(), CapsuleFrag::fromSimple)).isEmpty();
  }

  @Test
  void a_stored_capsule() {
    StorageMacKey key = StorageMacKey.fromBytes(TestKeys.filled(32, 0x22));
    byte[] valid = capsule.store(key, TestKeys.SEGMENT_1).toBytes();
    assertThat(
            Mutations.accepted(
                valid, bytes -> StoredCapsule.fromBytes(bytes).restore(key, TestKeys.SEGMENT_1)))
        .isEmpty();
    assertThat(Mutations.acceptedLengths(valid, StoredCapsule::fromBytes)).isEmpty();
  }

  @Test
  void a_possession_proof() {
    RegistrationContext registration =
        RegistrationContext.forSubject("Practitioner/9", "https://fhir.example.org/fhir", TIME);
    byte[] valid = PossessionProof.prove(reader, registration, random).toBytes();
    assertThat(
            Mutations.accepted(
                valid,
                bytes -> PossessionProof.fromBytes(bytes).verify(reader.publicKey(), registration)))
        .isEmpty();
    assertThat(Mutations.acceptedLengths(valid, PossessionProof::fromBytes)).isEmpty();
  }

  private static final Instant TIME = TestKeys.NOT_BEFORE;

  @Test
  void a_transformed_capsule_fails_to_parse_or_at_the_commitment() {
    byte[] valid = umbral.reencryptor().reencrypt(capsule, grant.keyFrag()).toBytes();
    byte[] commitment = shell.kek().commitment(SALT);
    Decapsulation decapsulation = umbral.decapsulation();
    DelegationSecret secret = decapsulation.unwind(reader, grant.path().verify(reader.publicKey()));
    assertThat(
            Mutations.accepted(
                valid,
                bytes -> {
                  KeySeed seed = decapsulation.open(secret, ReencryptedCapsule.fromBytes(bytes));
                  OpenedShare share = new OpenedShare(TestKeys.SEGMENT_1, seed);
                  decapsulation.combine(List.of(share), SALT, commitment);
                }))
        .isEmpty();
  }
}
