// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fhirpre.crypto.ScriptedRandom.scalar;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Sha256;
import org.fhirpre.crypto.internal.v1.CapsuleEquation;
import org.fhirpre.crypto.internal.v1.KeyBinding;
import org.fhirpre.crypto.internal.v1.KeyFragMessage;
import org.junit.jupiter.api.Test;

/** Worked values of docs/spec/core.md: fixed r, u, x and nonce. */
class WorkedDelegationTest {
  private static final byte[] SALT = TestKeys.filled(16, 0x99);
  private static final ResourceBinding BINDING = ResourceBinding.of("Observation", "o1");

  private final UmbralEncapsulation.Encapsulated first =
      encapsulate(7, 11, TestKeys.delegator().publicKey());
  private final UmbralEncapsulation.Encapsulated second =
      encapsulate(13, 17, TestKeys.otherDelegator().publicKey());
  private final GrantEdge edge =
      new UmbralDelegation(
              TestBackend.arithmetic(
                  ScriptedRandom.answering(scalar(19), TestKeys.filled(32, 0x11))))
          .delegate(
              TestKeys.delegator(),
              TestKeys.signer(),
              GrantTerms.single(TestKeys.consent().build()))
          .get(0);
  private final VerifiedGrant grant = edge.verify(TestKeys.signer().verifyingKey());
  private final KeyFrag keyFrag = grant.keyFrag().unverified();

  private static UmbralEncapsulation.Encapsulated encapsulate(
      int r, int u, DelegatorPublicKey key) {
    SecureRandom random = ScriptedRandom.answering(scalar(r), scalar(u));
    return new UmbralEncapsulation(TestBackend.arithmetic(random)).encapsulate(key);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String hex(Point point) {
    return hex(point.encoded());
  }

  @Test
  void the_consent_context_hashes_all_fields() {
    assertThat(hex(TestKeys.consent().build().digest()))
        .isEqualTo("020d8a2ecb40257b301520aae99ef6404e60b4818a5fc36e8b8ffc120c7364af");
    assertThat(hex(TestKeys.consent().purposes(Set.of()).build().digest()))
        .isEqualTo("2ba42f662faf2ec4df0b7a52b2e47bae004f8969a5c63e418cdc2da784096f39");
  }

  @Test
  void the_first_capsule() {
    assertThat(hex(first.capsule().toSimple()))
        .isEqualTo(
            "025cbdf0646e5db4eaa398f365f2ea7a0e3d419b7e0330e39ce92bddedcac4f9bc"
                + "03774ae7f858a9411e5ef4246b70c65aac5649980be5c17891bbec17895da008cb"
                + "166a75f7831d3fc132336f3c90af6b37c7060a331b497897e1f412ba6959f328");
    assertThat(first.seed().<String>apply(WorkedDelegationTest::hex))
        .isEqualTo("021d39e7a5b7d394a5636249eaa69937604a5f6cb52d6537663a3270c365b66242");
    Capsule capsule = first.capsule().capsule();
    assertThat(hex(CapsuleEquation.challenge(capsule.e(), capsule.v()).encoded()))
        .isEqualTo("70eaa3235bdf9b64be075908a6f47d076c70602105e07a78727d06a01f241a20");
  }

  @Test
  void the_second_capsule() {
    assertThat(hex(second.capsule().toSimple()))
        .isEqualTo(
            "03f28773c2d975288bc7d1d205c3748651b075fbc6610e58cddeeddf8f19405aa8"
                + "03defdea4cdb677750a420fee807eacf21eb9898ae79b9768766e4faa04a2d4a34"
                + "69361f48bdf2dbd5e6e88fbaec02ac1ec8445cdf13a24aa2a4afc07552998601");
    assertThat(second.seed().<String>apply(WorkedDelegationTest::hex))
        .isEqualTo("038b379d004b71a6f39891095ec5a935bf07b58baa3a06b61677274756f460318e");
  }

  @Test
  void one_share_gives_kek_content_key_and_commitment() {
    Kek kek = Kek.combine(List.of(new OpenedShare(TestKeys.SEGMENT_1, first.seed())));
    assertThat(hex(kek.contentKey(SALT, BINDING)))
        .isEqualTo("260b1d5916c9a31231471d9843fc97887ffb9b377f8dc5faa1e432a290a558fa");
    assertThat(hex(kek.commitment(SALT)))
        .isEqualTo("d280d895c399cfe2850f4c941460b8953988c0d588a3da3097fcfc5afa218a06");
  }

  @Test
  void two_shares_give_kek_content_key_and_commitment() {
    Kek kek =
        Kek.combine(
            List.of(
                new OpenedShare(TestKeys.SEGMENT_1, first.seed()),
                new OpenedShare(TestKeys.SEGMENT_2, second.seed())));
    assertThat(hex(kek.contentKey(SALT, BINDING)))
        .isEqualTo("5eee3bd4565294b237abc113527325dda5a7ca1b71652a946aa24a734b1370d6");
    assertThat(hex(kek.commitment(SALT)))
        .isEqualTo("807697a53c2b1cc729eab6bef7ed415c3b294adfcb7a47e3856d8834da1003e3");
  }

  @Test
  void the_kfrag_carries_the_context_in_its_id() {
    assertThat(hex(keyFrag.id().toBytes()))
        .isEqualTo("b9975e765c1edf3bc1cb0b604ac9c5ae4c72a59d94002b9f30967836e70a8e65");
  }

  @Test
  void the_re_encryption_key_and_its_public_values() {
    assertThat(hex(keyFrag.precursor()))
        .isEqualTo("022b4ea0a797a443d293ef5cff444f4979f06acfebd7e86d277475656138385b6c");
    assertThat(keyFrag.rk().<String>apply(WorkedDelegationTest::hex))
        .isEqualTo("2d2726b2739f88fd1ef9bd75ac277cfebae4bd0a1eda80522c3dee6911f2f7af");
    assertThat(hex(keyFrag.commitment().u1()))
        .isEqualTo("026665a426855a4e6e675069e7a9f84855b3bedbe54bc526fe3d950d908edb09d8");
  }

  @Test
  void the_signed_message_has_166_bytes() {
    KeyFragMessage.KeyPair keys =
        new KeyFragMessage.KeyPair(
            TestKeys.delegator().publicKey().point(), TestKeys.reader().publicKey().point());
    byte[] message =
        new KeyFragMessage(
                keyFrag.id().toBytes(), keyFrag.commitment().u1(), keyFrag.precursor(), keys)
            .covering(KeyBinding.BOTH);
    assertThat(message).hasSize(166);
    assertThat(hex(Sha256.of(message)))
        .isEqualTo("20d0faa7f77cfcf30897f6ef9b99a5ccd10ad5cfc561373a4f87e1e6defe1b35");
  }

  @Test
  void the_reader_recovers_d() {
    DelegationSecret secret =
        new UmbralDecapsulation(TestBackend.group())
            .unwind(TestKeys.reader(), grant.path().verify(TestKeys.reader().publicKey()));
    assertThat(secret.d().<String>apply(WorkedDelegationTest::hex))
        .isEqualTo("68100b717aec1e91e2d4e597c268935fff1001cf855c664de0299fe714f96569");
  }

  @Test
  void the_transform_is_one_point() {
    UmbralReencryptor proxy = new UmbralReencryptor(TestBackend.arithmetic());
    assertThat(hex(proxy.reencrypt(first.capsule(), grant.keyFrag()).toBytes()))
        .isEqualTo("03805666d7157156d804812469e295372da9cdcd61598a8561edfea44e7a3d0fa8");
  }

  @Test
  void the_proxy_authenticates_its_rows() {
    StorageMacKey key = StorageMacKey.fromBytes(TestKeys.filled(32, 0x22));
    String stored = hex(first.capsule().store(key, TestKeys.SEGMENT_1).toBytes());
    assertThat(stored.substring(2 * 98))
        .isEqualTo("ec9bb1756dba5ba7353eb6ffd6871d6758696c7ecb57dd69c0be88b2cc7e9863");
  }
}
