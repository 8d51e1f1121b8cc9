// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.SecureRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bouncycastle.util.Arrays;
import org.junit.jupiter.params.provider.MethodSource;

/** Proofs of possession, transformed capsules, public keys, ids and their text, epochs. */
class SmallValueFuzz {
  private static final RegistrationContext REGISTRATION =
      RegistrationContext.forSegment(new byte[16], TestKeys.SEGMENT_1);

  static Stream<byte[]> seeds() {
    PublicKey key = TestKeys.reader().publicKey();
    return Stream.of(
        key.toBytes(),
        Arrays.concatenate(key.x(), key.y()),
        PossessionProof.prove(TestKeys.reader(), REGISTRATION, new SecureRandom()).toBytes(),
        key.id().toBytes(),
        TestKeys.SEGMENT_1.toBytes(),
        TestKeys.SEGMENT_1.toString().getBytes(UTF_8),
        "2026-Q4+12".getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void parsing_is_total_and_canonical(byte[] bytes) {
    checkKey(bytes, DelegatorPublicKey::fromBytes);
    checkKey(bytes, ForwardPublicKey::fromBytes);
    checkAffine(bytes);
    Canonical.check(
        bytes, "transformed capsule", ReencryptedCapsule::fromBytes, ReencryptedCapsule::toBytes);
    Canonical.check(
        bytes, "possession proof", PossessionProof::fromBytes, PossessionProof::toBytes);
    Canonical.checkAndVerify(
        bytes,
        PossessionProof::fromBytes,
        proof -> proof.verify(TestKeys.reader().publicKey(), REGISTRATION));
    Canonical.check(bytes, "key id", KeyId::fromBytes, KeyId::toBytes);
    Canonical.check(bytes, "segment id", SegmentId::fromBytes, SegmentId::toBytes);
    checkTexts(new String(bytes, UTF_8));
  }

  private static void checkKey(byte[] bytes, Function<byte[], PublicKey> parse) {
    Canonical.check(bytes, "public key", parse, PublicKey::toBytes);
  }

  private static void checkAffine(byte[] bytes) {
    byte[] x = Arrays.copyOf(bytes, Math.min(32, bytes.length));
    byte[] y = Arrays.copyOfRange(bytes, x.length, bytes.length);
    Canonical.check(
        bytes,
        "public key",
        both -> TerminalPublicKey.fromAffine(x, y),
        key -> Arrays.concatenate(key.x(), key.y()));
  }

  private static void checkTexts(String text) {
    try {
      assertThat(SegmentId.parse(text)).hasToString(text);
    } catch (PreException.MalformedEncoding expected) {
      assertThat(expected).hasMessageStartingWith("segment id: bad ");
    }
    try {
      assertThat(Epoch.parse(text)).hasToString(text);
    } catch (IllegalArgumentException expected) {
      assertThat(expected).hasMessage("not an epoch");
    }
  }
}
