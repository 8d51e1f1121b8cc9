// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fhirpre.crypto.internal.group.Arithmetic;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.junit.jupiter.api.Test;

/**
 * The table of side channels in docs/spec/core.md, row by row: which multiplications an operation
 * consists of, and of what kind.
 */
class SideChannelTableTest {
  private final Map<String, Integer> calls = new TreeMap<>();
  private final GroupProvider counted = counting(TestBackend.group());
  private final Arithmetic arithmetic = new Arithmetic(counted, new SecureRandom());
  private final Decapsulation reader = new UmbralDecapsulation(counted);
  private final Reencryptor proxy = new UmbralReencryptor(arithmetic);
  private final TestChain chain = new TestChain(3, Threshold.SINGLE);
  private final TestChain single = new TestChain(1, Threshold.SINGLE);
  private final VerifiedKeyFrag keyFrag = single.grants().get(0).keyFrag();
  private final VerifiedCapsule capsule =
      TestKeys.seal(TestBackend.umbral(new SecureRandom())).shares().get(0).capsule();

  private GroupProvider counting(GroupProvider group) {
    return (GroupProvider)
        Proxy.newProxyInstance(
            GroupProvider.class.getClassLoader(),
            new Class<?>[] {GroupProvider.class},
            (proxy, method, arguments) -> {
              calls.merge(method.getName(), 1, Integer::sum);
              try {
                return method.invoke(group, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void assertCalls(Map<String, Integer> expected) {
    assertThat(calls).isEqualTo(expected);
    calls.clear();
  }

  private VerifiedDelegationPath path(TestChain of) {
    return of.plainPath().verify(TestKeys.reader().publicKey());
  }

  @Test
  void a_writer_multiplies_by_secrets_of_one_use() {
    new UmbralEncapsulation(arithmetic).encapsulate(TestKeys.delegator().publicKey());
    assertCalls(Map.of("mulBase", 2, "mulSecret", 1, "add", 1));
  }

  @Test
  void a_patient_opens_with_her_long_term_key() {
    reader.decapsulateOriginal(TestKeys.delegator(), capsule);
    assertCalls(Map.of("mulLongTerm", 1));
  }

  @Test
  void a_patients_agent_delegates_with_a_secret_of_one_use() {
    new UmbralDelegation(arithmetic)
        .delegate(
            TestKeys.delegator(), TestKeys.signer(), GrantTerms.single(TestKeys.consent().build()));
    assertCalls(Map.of("mulBase", 2, "mulSecret", 1, "mulU", 1, "sign", 1));
  }

  @Test
  void a_group_forwards_likewise() {
    new UmbralForwarding(arithmetic)
        .forward(
            TestKeys.group(),
            TestKeys.hopSigner(),
            new HopTerms(TestKeys.membership().build(), Threshold.SINGLE));
    assertCalls(Map.of("mulBase", 2, "mulSecret", 1, "mulU", 1, "sign", 1));
  }

  @Test
  void a_proxy_multiplies_by_secrets_of_delegations() {
    proxy.reencrypt(capsule, keyFrag);
    assertCalls(Map.of("mulDelegated", 1));
    proxy.reencryptWithProof(capsule, keyFrag);
    assertCalls(Map.of("mulDelegated", 4, "mulU", 1));
    VerifiedPrecursor first = chain.grants().get(0).precursor();
    VerifiedHop hop = chain.hops().get(0).get(0);
    proxy.hop(first, hop);
    assertCalls(Map.of("mulDelegated", 1));
    proxy.hopWithProof(first, hop);
    assertCalls(Map.of("mulDelegated", 2, "mulU", 1));
  }

  @Test
  void a_readers_key_is_used_once_a_delegation_at_any_depth() {
    DelegationSecret secret = reader.unwind(TestKeys.reader(), path(single));
    assertCalls(Map.of("mulReceiving", 1));
    reader.unwind(TestKeys.reader(), path(chain));
    assertCalls(Map.of("mulReceiving", 1, "mulDelegated", 2));
    reader.open(secret, proxy.reencrypt(capsule, keyFrag));
    assertCalls(Map.of("mulDelegated", 2));
  }

  @Test
  void a_reader_checks_fragments_with_public_multiplications() {
    DelegationSecret secret = reader.unwind(TestKeys.reader(), path(single));
    CapsuleFrag frag = proxy.reencryptWithProof(capsule, keyFrag);
    FragmentKeys keys =
        new FragmentKeys(
            TestKeys.signer().verifyingKey(), keyFrag.delegator(), keyFrag.delegatee());
    calls.clear();
    reader.open(secret, capsule, List.of(frag.verify(capsule, keys)));
    assertCalls(Map.of("mulDelegated", 2, "sum", 1, "add", 1));
  }
}
