// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.v1.SchnorrProof;
import org.junit.jupiter.api.Test;

class HopRulesTest {
  private final Umbral umbral = TestBackend.umbral(new SecureRandom());
  private final HopVerifyingKey verifier = TestKeys.hopSigner().verifyingKey();
  private final HopEdge edge = edge(TestKeys.membership().build());

  private HopEdge edge(MembershipContext context) {
    return umbral
        .forwarding()
        .forward(TestKeys.group(), TestKeys.hopSigner(), HopTerms.single(context))
        .get(0);
  }

  private static byte[] replace(byte[] target, int offset, byte[] source, int length) {
    byte[] changed = target.clone();
    System.arraycopy(source, offset, changed, offset, length);
    return changed;
  }

  private void assertRefused(byte[] bytes) {
    HopEdge parsed = HopEdge.fromBytes(bytes);
    assertThatThrownBy(() -> parsed.verify(verifier))
        .isInstanceOf(PreException.VerificationFailed.class);
  }

  @Test
  void a_hop_round_trips() {
    HopEdge parsed = HopEdge.fromBytes(edge.toBytes());
    assertThat(parsed.toBytes()).isEqualTo(edge.toBytes()).hasSize(HopEdge.BYTES);
    assertThat(parsed.context()).isEqualTo(TestKeys.membership().build().digest());
    assertThat(parsed.from()).isEqualTo(TestKeys.group().publicKey());
    assertThat(parsed.verify(verifier).to()).isEqualTo(TestKeys.reader().publicKey());
  }

  @Test
  void another_groups_signer_is_refused() {
    HopVerifyingKey other =
        OrganisationKeys.of(RootSeed.fromBytes(TestKeys.filled(32, 7))).hopSigner().verifyingKey();
    assertThatThrownBy(() -> edge.verify(other))
        .isInstanceOf(PreException.VerificationFailed.class);
  }

  @Test
  void a_hop_to_somebody_else_is_refused() {
    assertThatThrownBy(() -> edge.verify(verifier, TestKeys.reader(1).publicKey()))
        .isInstanceOf(PreException.VerificationFailed.class);
  }

  @Test
  void every_field_of_another_hop_is_refused() {
    byte[] other = edge(TestKeys.membership().member("Practitioner/10").build()).toBytes();
    int[][] fields = {{3, 32}, {101, 33}, {134, 64}, {198, 32}, {230, 32}, {262, 33}, {295, 64}};
    for (int[] field : fields) {
      assertRefused(replace(edge.toBytes(), field[0], other, field[1]));
    }
    assertRefused(replace(edge.toBytes(), 230, other, 32 + 33));
    assertRefused(replace(edge.toBytes(), 101, other, 33 + 64));
  }

  @Test
  void a_multiple_of_somebody_elses_precursor_is_refused() {
    SecretScalar rho = SecretScalar.of(BigInteger.valueOf(5)).orElseThrow();
    Precursor honest = edge.verify(verifier).precursor().unverified();
    Point mauled = TestBackend.group().mulSecret(honest.x(), rho);
    SchnorrProof guessed =
        SchnorrProof.prove(honest.ends().statement(mauled), rho, TestBackend.arithmetic());
    assertThat(new Precursor(honest.ends(), mauled, guessed).holds()).isFalse();
    assertThat(new Precursor(honest.ends(), mauled, honest.proof()).holds()).isFalse();
  }

  @Test
  void unknown_versions_suites_and_kinds_do_not_parse() {
    for (int i = 0; i < 3; i++) {
      byte[] bytes = edge.toBytes();
      bytes[i]++;
      assertThatThrownBy(() -> HopEdge.fromBytes(bytes))
          .isInstanceOf(PreException.MalformedEncoding.class);
    }
  }

  @Test
  void a_hop_key_of_zero_does_not_parse() {
    byte[] bytes = replace(edge.toBytes(), 230, new byte[HopEdge.BYTES], 32);
    assertThatThrownBy(() -> HopEdge.fromBytes(bytes))
        .isInstanceOf(PreException.MalformedEncoding.class)
        .hasMessage("hop edge: bad hk");
  }
}
