// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DelegationCacheTest {
  private static final Instant NOW = TestKeys.NOT_BEFORE;
  private static final Instant LATER = NOW.plusSeconds(60);

  private final Umbral umbral = TestBackend.umbral(new SecureRandom());
  private final TerminalSecretKey reader = TestKeys.reader();
  private final VerifiedDelegationPath first = path();
  private final VerifiedDelegationPath second = path();
  private final VerifiedDelegationPath third = path();
  private final DelegationCache cache = new DelegationCache(2);

  private VerifiedDelegationPath path() {
    return TestKeys.grant(umbral)
        .verify(TestKeys.signer().verifyingKey())
        .path()
        .verify(reader.publicKey());
  }

  private DelegationSecret secret(VerifiedDelegationPath path) {
    return umbral.decapsulation().unwind(reader, path);
  }

  private static byte[] d(DelegationSecret secret) {
    return secret.d().apply(byte[]::clone);
  }

  private void put(VerifiedDelegationPath path, Instant until) {
    try (DelegationSecret own = secret(path)) {
      cache.put(path, own, until);
    }
  }

  @Test
  void what_was_put_is_found_for_its_delegation_only() {
    put(first, LATER);
    assertThat(d(cache.get(first).orElseThrow())).isEqualTo(d(secret(first)));
    assertThat(cache.get(second)).isEmpty();
  }

  @Test
  void a_wrong_hop_without_proof_does_not_stand_in_for_the_right_one() {
    TestChain chain = new TestChain(2, Threshold.SINGLE);
    VerifiedDelegationPath right = chain.plainPath().verify(reader.publicKey());
    byte[] bytes = chain.plainPath().toBytes();
    System.arraycopy(reader.publicKey().toBytes(), 0, bytes, bytes.length - 33, 33);
    VerifiedDelegationPath wrong = DelegationPath.fromBytes(bytes).verify(reader.publicKey());
    put(wrong, LATER);
    assertThat(cache.get(right)).isEmpty();
    put(right, LATER);
    assertThat(d(cache.get(right).orElseThrow())).isNotEqualTo(d(cache.get(wrong).orElseThrow()));
  }

  @Test
  void callers_own_what_they_give_and_get() {
    put(first, LATER);
    cache.get(first).orElseThrow().close();
    DelegationSecret held = cache.get(first).orElseThrow();
    cache.close();
    assertThat(d(held)).isEqualTo(d(secret(first)));
  }

  @Test
  void the_end_is_exclusive() {
    put(first, LATER);
    put(second, LATER.plusSeconds(1));
    cache.evictExpired(LATER.minusNanos(1));
    assertThat(cache.get(first)).isPresent();
    cache.evictExpired(LATER);
    assertThat(cache.get(first)).isEmpty();
    assertThat(cache.get(second)).isPresent();
    cache.evictExpired(LATER.plusSeconds(1));
    assertThat(cache.get(second)).isEmpty();
  }

  @Test
  void putting_again_prolongs() {
    put(first, LATER);
    put(first, LATER.plusSeconds(9));
    cache.evictExpired(LATER.plusSeconds(1));
    assertThat(cache.get(first)).isPresent();
    cache.evictExpired(LATER.plusSeconds(9));
    assertThat(cache.get(first)).isEmpty();
  }

  @Test
  void the_least_recently_used_makes_room() {
    put(first, LATER);
    put(second, LATER);
    cache.get(first).orElseThrow().close();
    put(third, LATER);
    assertThat(cache.get(second)).isEmpty();
    assertThat(cache.get(first)).isPresent();
    assertThat(cache.get(third)).isPresent();
  }

  @Test
  void what_leaves_is_wiped() {
    put(first, LATER);
    DelegationSecret kept = kept();
    put(first, LATER);
    assertDead(kept);
    kept = kept();
    cache.evictExpired(LATER);
    assertDead(kept);
    put(first, LATER);
    kept = kept();
    put(second, LATER);
    put(third, LATER);
    assertDead(kept);
    kept = kept();
    cache.close();
    assertDead(kept);
  }

  // The one that would leave next, itself and no copy.
  private DelegationSecret kept() {
    return cache.eldest().orElseThrow();
  }

  private static void assertDead(DelegationSecret secret) {
    assertThatThrownBy(() -> d(secret)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_closed_cache_gives_and_takes_nothing() {
    put(first, LATER);
    DelegationSecret own = secret(first);
    cache.close();
    cache.close();
    assertThatThrownBy(() -> cache.get(first)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> cache.put(first, own, LATER))
        .isInstanceOf(IllegalStateException.class);
    assertThat(cache).hasToString("DelegationCache");
    assertThatThrownBy(() -> new DelegationCache(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
