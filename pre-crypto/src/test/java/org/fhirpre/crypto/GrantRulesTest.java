// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Secp256k1;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.group.Signature;
import org.fhirpre.crypto.internal.v1.KeyBinding;
import org.fhirpre.crypto.internal.v1.KeyFragMessage;
import org.fhirpre.crypto.internal.v1.SchnorrProof;
import org.junit.jupiter.api.Test;

/** Grants that somebody with all the right keys has put together wrongly. */
class GrantRulesTest {
  private final SecureRandom random = new SecureRandom();
  private final Umbral umbral = TestBackend.umbral(random);
  private final KeyFragVerifyingKey verifier = TestKeys.signer().verifyingKey();
  private final ConsentContext context = TestKeys.consent().build();
  private final GrantEdge edge = grant(context);
  private final KeyFrag frag = edge.verify(verifier).keyFrag().unverified();

  private GrantEdge grant(ConsentContext of) {
    return umbral
        .delegation()
        .delegate(TestKeys.delegator(), TestKeys.signer(), GrantTerms.single(of))
        .get(0);
  }

  private static byte[] replace(byte[] target, int offset, byte[] source, int length) {
    byte[] changed = target.clone();
    System.arraycopy(source, offset, changed, offset, length);
    return changed;
  }

  private void assertRefused(byte[] edgeBytes) {
    GrantEdge parsed = GrantEdge.fromBytes(edgeBytes);
    assertThatThrownBy(() -> parsed.verify(verifier))
        .isInstanceOf(PreException.VerificationFailed.class);
  }

  @Test
  void a_grant_round_trips_and_names_its_parts() {
    VerifiedGrant verified = GrantEdge.fromBytes(edge.toBytes()).verify(verifier);
    assertThat(verified.context()).isEqualTo(context.digest()).isEqualTo(edge.context());
    assertThat(verified.delegator()).isEqualTo(TestKeys.delegator().publicKey());
    assertThat(verified.delegatee()).isEqualTo(TestKeys.reader().publicKey());
    VerifiedDelegationPath path = verified.path().verify(TestKeys.reader().publicKey());
    assertThat(path.context()).isEqualTo(context.digest());
    assertThat(path.delegator()).isEqualTo(TestKeys.delegator().publicKey());
  }

  @Test
  void another_patients_signer_is_refused() {
    KeyFragVerifyingKey other =
        PatientKeys.of(RootSeed.fromBytes(TestKeys.filled(32, 7))).keyFragSigner().verifyingKey();
    assertThatThrownBy(() -> edge.verify(other))
        .isInstanceOf(PreException.VerificationFailed.class);
  }

  @Test
  void a_fragment_moved_into_another_context_is_refused() {
    byte[] other = grant(TestKeys.consent().version("4").build()).toBytes();
    assertRefused(replace(edge.toBytes(), 197, other, KeyFrag.BYTES));
    assertRefused(replace(edge.toBytes(), 3, other, 32));
  }

  @Test
  void a_proof_of_another_precursor_is_refused() {
    assertRefused(replace(edge.toBytes(), 133, grant(context).toBytes(), 64));
  }

  @Test
  void a_multiple_of_somebody_elses_precursor_is_refused() {
    SecretScalar rho = SecretScalar.of(BigInteger.valueOf(5)).orElseThrow();
    Point mauled = TestBackend.group().mulSecret(frag.precursor(), rho);
    Precursor.Ends ends = UmbralDelegation.endsOf(context);
    SchnorrProof reused =
        SchnorrProof.prove(ends.statement(frag.precursor()), rho, TestBackend.arithmetic(random));
    assertThat(new Precursor(ends, mauled, reused).holds()).isFalse();
    SchnorrProof guessed =
        SchnorrProof.prove(ends.statement(mauled), rho, TestBackend.arithmetic(random));
    assertThat(new Precursor(ends, mauled, guessed).holds()).isFalse();
  }

  @Test
  void a_fragment_that_does_not_bind_both_keys_is_a_kfrag_but_no_grant() {
    for (KeyBinding binding : KeyBinding.values()) {
      KeyFrag changed = resigned(binding);
      DelegatorPublicKey from = TestKeys.delegator().publicKey();
      TerminalPublicKey to = TestKeys.reader().publicKey();
      KeyFrag parsed = KeyFrag.fromBytes(changed.toBytes());
      assertThat(parsed.verify(verifier, from, to).delegatee()).isEqualTo(to);
      byte[] bytes = edge.toBytes();
      System.arraycopy(changed.toBytes(), 0, bytes, 197, KeyFrag.BYTES);
      if (binding == KeyBinding.BOTH) {
        assertThat(GrantEdge.fromBytes(bytes).verify(verifier).delegator()).isEqualTo(from);
      } else {
        assertRefused(bytes);
      }
    }
  }

  private KeyFrag resigned(KeyBinding binding) {
    KeyFragMessage.KeyPair keys =
        new KeyFragMessage.KeyPair(
            TestKeys.delegator().publicKey().point(), TestKeys.reader().publicKey().point());
    Point u1 = frag.commitment().u1();
    KeyFragMessage message = new KeyFragMessage(frag.id().toBytes(), u1, frag.precursor(), keys);
    Signature forProxy =
        TestBackend.group().sign(TestKeys.signer().scalar(), message.covering(binding));
    return new KeyFrag(
        frag.id(),
        frag.rk(),
        frag.precursor(),
        new KeyFrag.Commitment(u1, forProxy, frag.commitment().forReceiver(), binding));
  }

  @Test
  void a_foreign_second_generator_does_not_parse() {
    byte[] bytes = frag.toBytes();
    System.arraycopy(Secp256k1.G.encoded(), 0, bytes, 4, 33);
    assertThatThrownBy(() -> KeyFrag.fromBytes(bytes))
        .isInstanceOf(PreException.MalformedEncoding.class)
        .hasMessage("key fragment: bad U");
  }

  @Test
  void unknown_versions_suites_and_kinds_do_not_parse() {
    for (int i = 0; i < 3; i++) {
      byte[] bytes = edge.toBytes();
      bytes[i]++;
      assertThatThrownBy(() -> GrantEdge.fromBytes(bytes))
          .isInstanceOf(PreException.MalformedEncoding.class);
    }
  }

  @Test
  void a_path_has_as_many_edges_as_it_says() {
    for (int count : new int[] {0, 2, 4, 5, 255}) {
      byte[] path = edge.verify(verifier).path().toBytes();
      path[3] = (byte) count;
      assertThatThrownBy(() -> DelegationPath.fromBytes(path))
          .isInstanceOf(PreException.MalformedEncoding.class);
    }
  }

  @Test
  void a_context_of_another_delegator_is_the_callers_mistake() {
    ConsentContext other =
        TestKeys.consent().delegator(TestKeys.otherDelegator().publicKey()).build();
    assertThatThrownBy(() -> grant(other)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void every_grant_has_a_precursor_of_its_own() {
    assertThat(grant(context).verify(verifier).keyFrag().unverified().precursor())
        .isNotEqualTo(frag.precursor());
  }
}
