// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.fhirpre.crypto.internal.v1.KeyBinding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Against another implementation, in a separate process: each of encryption, kfrags and transform
 * on either side, opened on both, for all thresholds and flags.
 */
class UmbralInteropTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static Optional<UmbralOracle> started = Optional.empty();

  private final DelegatorSecretKey delegator = TestKeys.delegator();
  private final TerminalSecretKey delegatee = TestKeys.reader();
  private final KeyFragSigner signer = TestKeys.signer();
  private final Map<String, Object> keys =
      Map.of(
          "delegator", delegator.publicKey().toBytes(),
          "delegatee", delegatee.publicKey().toBytes(),
          "verifier", signer.verifyingKey().toBytes(),
          "delegatorSecret", bytes(delegator),
          "delegateeSecret", bytes(delegatee),
          "signerSecret", bytes(signer));
  private final FragmentKeys fragmentKeys =
      new FragmentKeys(signer.verifyingKey(), delegator.publicKey(), delegatee.publicKey());
  private final UmbralDecapsulation reader = new UmbralDecapsulation(TestBackend.group());

  enum Side {
    HERE,
    THERE
  }

  record Route(Side encrypts, Side delegates, Side transforms) {}

  record Sharing(Threshold threshold, KeyBinding binding) {}

  /** A plaintext as its recipients get it. */
  private static final class Sealed {
    private final byte[] plaintext;
    private final VerifiedCapsule capsule;
    private final byte[] ciphertext;

    Sealed(byte[] plaintext, VerifiedCapsule capsule, byte[] ciphertext) {
      this.plaintext = plaintext;
      this.capsule = capsule;
      this.ciphertext = ciphertext;
    }
  }

  static Stream<Route> routes() {
    return Arrays.stream(Side.values())
        .flatMap(
            encrypts ->
                Arrays.stream(Side.values())
                    .flatMap(
                        delegates ->
                            Arrays.stream(Side.values())
                                .map(transforms -> new Route(encrypts, delegates, transforms))));
  }

  @BeforeAll
  static void startOracle() throws IOException {
    Optional<String> absence = UmbralOracle.absence();
    absence.ifPresent(reason -> System.out.println("interoperability skipped: " + reason));
    if (absence.isPresent()) {
      abort(absence.get());
    }
    started = Optional.of(UmbralOracle.start());
  }

  @AfterAll
  static void stopOracle() {
    started.ifPresent(UmbralOracle::close);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("routes")
  void what_either_side_makes_both_sides_open(Route route) throws InvalidCipherTextException {
    int opened = 0;
    for (int[] tOfN : new int[][] {{1, 1}, {1, 3}, {2, 3}, {3, 5}, {5, 5}}) {
      for (KeyBinding binding : KeyBinding.values()) {
        Sealed sealed = encrypted(route.encrypts, RANDOM.nextInt(2048));
        assertOwnerOpens(sealed);
        assertReaderOpens(sealed, route, new Sharing(new Threshold(tOfN[0], tOfN[1]), binding));
        opened++;
      }
    }
    System.out.println("interoperability: " + opened + " passed, " + route);
  }

  private Sealed encrypted(Side side, int length) throws InvalidCipherTextException {
    byte[] plaintext = new byte[length];
    RANDOM.nextBytes(plaintext);
    if (side == Side.HERE) {
      UmbralEncapsulation.Encapsulated fresh =
          new UmbralEncapsulation(TestBackend.arithmetic()).encapsulate(delegator.publicKey());
      byte[] ciphertext = CompatDem.encrypt(fresh.seed(), plaintext, fresh.capsule(), RANDOM);
      return new Sealed(plaintext, fresh.capsule(), ciphertext);
    }
    Vector made = ask("encrypt", Map.of("plaintext", plaintext));
    VerifiedCapsule capsule = Capsule.fromMessagePack(made.bytes("capsule")).verify();
    return new Sealed(plaintext, capsule, made.bytes("ciphertext"));
  }

  private void assertOwnerOpens(Sealed sealed) throws InvalidCipherTextException {
    KeySeed seed = reader.decapsulateOriginal(delegator, sealed.capsule);
    assertThat(CompatDem.decrypt(seed, sealed.ciphertext, sealed.capsule))
        .isEqualTo(sealed.plaintext);
    assertThat(ask("decryptOriginal", parts(sealed)).bytes("plaintext"))
        .isEqualTo(sealed.plaintext);
  }

  private void assertReaderOpens(Sealed sealed, Route route, Sharing sharing)
      throws InvalidCipherTextException {
    List<byte[]> keyFrags = keyFrags(route.delegates, sharing);
    int shares = keyFrags.size();
    List<byte[]> frags = new ArrayList<>();
    for (byte[] keyFrag : keyFrags.subList(shares - sharing.threshold.required(), shares)) {
      frags.add(transformed(route.transforms, keyFrag, sealed.capsule));
    }
    assertThat(openedHere(sealed, frags)).isEqualTo(sealed.plaintext);
    Map<String, Object> request = parts(sealed);
    request.put("capsuleFrags", frags);
    assertThat(ask("decryptReencrypted", request).bytes("plaintext")).isEqualTo(sealed.plaintext);
  }

  private List<byte[]> keyFrags(Side side, Sharing sharing) {
    if (side == Side.THERE) {
      return ask(
              "generateKFrags",
              Map.of(
                  "threshold", sharing.threshold.required(),
                  "shares", sharing.threshold.shares(),
                  "coversDelegator", sharing.binding.coversDelegator(),
                  "coversDelegatee", sharing.binding.coversDelegatee()))
          .list("keyFrags");
    }
    Precursor.Ends ends = UmbralDelegation.endsOf(TestKeys.consent().build());
    try (FreshEdge edge =
        new FreshEdge(delegator.scalar(), ends, sharing.threshold, TestBackend.arithmetic())) {
      KeyFragMaker maker = new KeyFragMaker(edge, signer, sharing.binding);
      return Stream.generate(() -> maker.keyFrag(randomId()).orElseThrow())
          .limit(sharing.threshold.shares())
          .map(KeyFrag::toBytes)
          .toList();
    }
  }

  private static Digest randomId() {
    byte[] id = new byte[Digest.BYTES];
    RANDOM.nextBytes(id);
    return Digest.of(id);
  }

  private byte[] transformed(Side side, byte[] keyFrag, VerifiedCapsule capsule) {
    if (side == Side.THERE) {
      byte[] sealed = capsule.capsule().toMessagePack();
      return ask("reencrypt", Map.of("keyFrag", keyFrag, "capsule", sealed)).bytes("capsuleFrag");
    }
    VerifiedKeyFrag verified =
        KeyFrag.fromBytes(keyFrag)
            .verify(signer.verifyingKey(), delegator.publicKey(), delegatee.publicKey());
    return new UmbralReencryptor(TestBackend.arithmetic())
        .reencryptWithProof(capsule, verified)
        .toMessagePack();
  }

  private byte[] openedHere(Sealed sealed, List<byte[]> frags) throws InvalidCipherTextException {
    List<VerifiedCapsuleFrag> verified =
        frags.stream()
            .map(frag -> CapsuleFrag.fromMessagePack(frag).verify(sealed.capsule, fragmentKeys))
            .toList();
    DelegationSecret secret =
        TestKeys.secret(delegatee, verified.get(0).unverified().precursor(), delegator.publicKey());
    KeySeed seed = reader.open(secret, sealed.capsule, verified);
    return CompatDem.decrypt(seed, sealed.ciphertext, sealed.capsule);
  }

  private static Map<String, Object> parts(Sealed sealed) {
    return new HashMap<>(
        Map.of(
            "capsule", sealed.capsule.capsule().toMessagePack(), "ciphertext", sealed.ciphertext));
  }

  private Vector ask(String op, Map<String, ?> fields) {
    Map<String, Object> all = new HashMap<>(keys);
    all.putAll(fields);
    return started.orElseThrow().call(op, all);
  }

  private static byte[] bytes(HeldKey key) {
    return key.scalar().apply(byte[]::clone);
  }
}
