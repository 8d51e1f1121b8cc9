// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Worked values of docs/spec/key-derivation.md. */
class WorkedKeysTest {

  private static String secret(SecretKey key) {
    return HeldKey.scalarOf(key).apply(HexFormat.of()::formatHex);
  }

  private static String hex(PublicKey key) {
    return HexFormat.of().formatHex(key.toBytes());
  }

  private static SecretKeyFactory child(SecretKeyFactory parent, String label) {
    return parent.makeFactory(label.getBytes(US_ASCII));
  }

  private static String seedOf(SecretKeyFactory factory) {
    return factory.<String>apply(HexFormat.of()::formatHex);
  }

  @Test
  void factories_nest() {
    SecretKeyFactory delegators = child(TestKeys.root().factory(), "fhir-pre/v1/delegator");
    assertThat(seedOf(delegators))
        .isEqualTo("68e1b90410fc271bf0587e673e9bca71fb132623b10582ff637e66aa0d917147");
    SecretKeyFactory normal = child(delegators, "NORMAL");
    assertThat(seedOf(normal))
        .isEqualTo("331a6df5c58e4396f2d87f48166a6631ada18c46d895ac05615ad2d4538a6228");
    assertThat(seedOf(child(normal, "clinical")))
        .isEqualTo("0f670d11c7ef5d26642d2b0c0e2ca36c5f9c3777e49edde28056878c7a1f3970");
  }

  @Test
  void a_segment_key_follows_from_facet_group_and_epoch() {
    assertThat(secret(TestKeys.delegator()))
        .isEqualTo("cbdd6e6a7a7664a7df98c3e4572b2b2b60a145395e66509c7067479f396d4ad7");
    assertThat(hex(TestKeys.delegator().publicKey()))
        .isEqualTo("0352e391b8ad9f02da547bb8cb9847accef053c7c289c70870bfe9db0ba895a4d8");
  }

  @Test
  void a_re_key_gives_another_key() {
    SegmentLabel rekeyed =
        new SegmentLabel(
            SegmentLabel.NORMAL, "clinical", TestKeys.CLINICAL.epoch().nextGeneration());
    assertThat(hex(TestKeys.patient().segment(rekeyed).publicKey()))
        .isEqualTo("021b99009d046099f1d0175e00f6068eb0e44bf9bdd23affd725f9410f4fc22c20");
  }

  @Test
  void a_category_has_keys_of_its_own() {
    assertThat(secret(TestKeys.otherDelegator()))
        .isEqualTo("ff104b697943c4527e1b94b31474400add838800d4a1fdea636696af73bdffd5");
    assertThat(hex(TestKeys.otherDelegator().publicKey()))
        .isEqualTo("028468e7503dfe877d59322efce959c502da4f2ac9f1fd063146d0c268183a2075");
  }

  @Test
  void a_terminal_key_follows_from_its_index() {
    assertThat(secret(TestKeys.reader()))
        .isEqualTo("4c6484c7a502bf5149a037d3f884c491974dd1695c4e449631b252bb5a2ef03f");
    assertThat(hex(TestKeys.reader().publicKey()))
        .isEqualTo("02d3eeb898866a4499d7b1b4b4838f3a4178ff8d90949a7bfdf097d62a4caf884b");
    assertThat(TestKeys.reader(1).publicKey()).isNotEqualTo(TestKeys.reader().publicKey());
  }

  @Test
  void a_forward_key_follows_from_facet_and_epoch() {
    assertThat(secret(TestKeys.group()))
        .isEqualTo("9c53c7fdc5b408490294a5469bed2449aad63561e4caf59646a598018296bd00");
    assertThat(hex(TestKeys.group().publicKey()))
        .isEqualTo("02a0741dbe7a69987a8241e6e4177bbde35c2a5f049ed5c6cce3f6d97e82e0210e");
    try (OrganisationKeys keys = OrganisationKeys.of(TestKeys.root())) {
      assertThat(keys.forward(TestKeys.PSY, Epoch.parse("2026")).publicKey())
          .isNotEqualTo(TestKeys.group().publicKey());
      assertThatThrownBy(() -> keys.forward("normal", Epoch.parse("2026")))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void hop_keys_and_directories_have_signers_of_their_own() {
    assertThat(hex(TestKeys.hopSigner().verifyingKey()))
        .isEqualTo("025d8d3fd0aa0514c403e5426bf41218cc711340c10210079a487f0e90bb2a49ef");
    assertThat(hex(TestKeys.directorySigner().verifyingKey()))
        .isEqualTo("02db4c6acee73b7017e505a259a62f62a2b1c40f36d7a9b9c3c29c5d0c8eb9482c");
  }

  @Test
  void the_kfrag_signer_has_a_key_of_its_own() {
    assertThat(hex(TestKeys.signer().verifyingKey()))
        .isEqualTo("0288a2d1609a95bbb16d6f05c135c92262d644ec0d299635d488b8c599c92634a6");
  }
}
