// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.fhirpre.crypto.TestBackend;
import org.fhirpre.crypto.internal.group.Arithmetic;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Secp256k1;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.junit.jupiter.api.Test;

/** Worked proofs of docs/spec/core.md: fixed nonces. */
class WorkedProofsTest {
  private static final GroupProvider GROUP = TestBackend.group();
  private static final Point A =
      point("0352e391b8ad9f02da547bb8cb9847accef053c7c289c70870bfe9db0ba895a4d8");
  private static final Point B =
      point("02d3eeb898866a4499d7b1b4b4838f3a4178ff8d90949a7bfdf097d62a4caf884b");

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static Point point(String hex) {
    return GROUP.decode(bytes(hex)).orElseThrow();
  }

  private static SecretScalar small(int value) {
    return SecretScalar.of(BigInteger.valueOf(value)).orElseThrow();
  }

  private static SecretScalar scalar(String hex) {
    return SecretScalar.decode(bytes(hex)).orElseThrow();
  }

  private static void assertProof(
      SchnorrProof.Statement statement, SecretScalar secret, int nonce, String expected) {
    SchnorrProof proof = SchnorrProof.prove(statement, secret, small(nonce), GROUP).orElseThrow();
    assertThat(HexFormat.of().formatHex(proof.toBytes())).isEqualTo(expected);
    assertThat(proof.proves(statement, GROUP)).isTrue();
    assertThat(
            SchnorrProof.prove(statement, secret, new Arithmetic(GROUP, new SecureRandom()))
                .proves(statement, GROUP))
        .isTrue();
  }

  @Test
  void hash_to_scalar_of_three_points() {
    Point doubled = GROUP.mulBase(small(2));
    Point tripled = GROUP.mulBase(small(3));
    assertThat(
            HashToScalar.tagged("SHARED_SECRET")
                .with(Secp256k1.G, doubled, tripled)
                .scalar()
                .encoded())
        .isEqualTo(bytes("4905f7cb8927bce291b1aa2c7af9ae932c0f7bf2ba5559e7bf23f77ae3117a3d"));
  }

  @Test
  void proof_of_the_precursor() {
    byte[] context = bytes("020d8a2ecb40257b301520aae99ef6404e60b4818a5fc36e8b8ffc120c7364af");
    SchnorrProof.Statement statement =
        new SchnorrProof.Statement(
            Tags.PRECURSOR_PROOF, SchnorrProof.Context.of(context, A, B), GROUP.mulBase(small(19)));
    assertProof(
        statement,
        small(19),
        29,
        "daa01c34c45308d4abd9d3a7016f2cda3d12fb3e257f45beed20b517f6735b5d"
            + "39e217ea9229a7c8c12ab5651b405446dd7ad731d3e8296f9c4787fa472bb3f4");
  }

  @Test
  void proof_of_a_hop() {
    byte[] context = bytes("049604705a5b7b6a04699464f4f0c2c83b6c6d991a8c4ccace2c6bd4995390fa");
    HopProof.Statement statement =
        new HopProof.Statement(
            SchnorrProof.Context.of(context),
            point("0362d14dab4150bf497402fdc45a215e10dcb01c354959b10cfe31c7e9d87ff33d"),
            point("03f5d259e30a692ff548dcd6a66cade863622f47361226e029388c133e215b7163"),
            point("03491dfb69f6977dabde00e12d05362c72ece4095035455e0fa32241ecf15ace50"));
    SecretScalar hk = scalar("afdac23d2d1df38407d4e793c4c2facbe19805ad709ea45bdaa7fd0e6eb0936e");
    HopProof proof = HopProof.prove(statement, hk, small(43), GROUP).orElseThrow();
    assertThat(proof.challenge().encoded())
        .isEqualTo(bytes("7fd6c0352d24d3ab3c2bd7719208283b3c3f7e13e5e1fc06c20d0615286bddf8"));
    assertThat(proof.response().encoded())
        .isEqualTo(bytes("d07b8e2b6d87b7fb0d316cbd75afb8736772cb9fdddf0edc2ee57d3296dde583"));
    assertThat(proof.proves(statement, GROUP)).isTrue();
  }

  @Test
  void possession_of_a_terminal_key() {
    byte[] registration = bytes("b9017d7c9c8918189dcb79b2aedac4b2a3fef3854ce00116d4e614eb7db2c114");
    assertProof(
        new SchnorrProof.Statement(
            Tags.POSSESSION + "receiving/terminal", SchnorrProof.Context.of(registration), B),
        scalar("4c6484c7a502bf5149a037d3f884c491974dd1695c4e449631b252bb5a2ef03f"),
        31,
        "fbe328250f840d6d2d12601724f13945d2fd2ccecc3d33b9664aebbb2cbc5d83"
            + "74220142f03832572c63dd9b3f81177dde6597ec7347ad102be51dc6df276142");
  }

  @Test
  void possession_of_a_segment_key() {
    byte[] registration =
        new LengthPrefixed()
            .string(Tags.REGISTRATION_CONTEXT)
            .string("umbral-secp256k1-v1")
            .bytes(bytes("44".repeat(16)))
            .bytes(bytes("55".repeat(16)))
            .sha256();
    assertProof(
        new SchnorrProof.Statement(
            Tags.POSSESSION + "delegator", SchnorrProof.Context.of(registration), A),
        scalar("cbdd6e6a7a7664a7df98c3e4572b2b2b60a145395e66509c7067479f396d4ad7"),
        47,
        "9568473f7bd9fa4cd2c66a7973e845374c2902ff750bdeb997a005d8b136f70c"
            + "5f59e9e01072c0627daa42e64b73ab19939a6aca09e42b589a3e412f8eb16140");
  }
}
