// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.SecretScalar;

/** One negative case, or a control: the operation, and the reason for which it must be refused. */
final class NegativeVector {

  private NegativeVector() {}

  static void assertVerdict(Vector vector) {
    Throwable refusal = catchThrowable(() -> perform(vector));
    if (vector.text("expected").equals("ACCEPT")) {
      assertThat(refusal).isNull();
      return;
    }
    assertThat(vector.text("expected")).isEqualTo("REJECT");
    assertThat(refusal).isInstanceOf(reason(vector));
  }

  private static void perform(Vector vector) throws InvalidCipherTextException {
    switch (vector.text("op")) {
      case "capsule_from_bytes" -> vector.capsule();
      case "kfrag_verify" -> verifyKeyFrag(vector);
      case "cfrag_verify" ->
          CapsuleFrag.fromMessagePack(vector.bytes("cfrag_msgpack"))
              .verify(vector.capsule(), vector.fragmentKeys());
      case "decrypt_reencrypted_skip_verification" -> openUnverified(vector);
      default -> throw new AssertionError("unknown operation in " + vector);
    }
  }

  private static void verifyKeyFrag(Vector vector) {
    KeyFrag frag = KeyFrag.fromBytes(vector.bytes("kfrag_msgpack"));
    for (String key : new String[] {"verifying_pk", "delegating_pk", "receiving_pk"}) {
      if (!vector.has(key)) {
        // The signature of verify() demands all three: a call without one does not compile.
        throw new PreException.VerificationFailed();
      }
    }
    frag.verify(vector.verifier(), vector.delegator(), vector.delegatee());
  }

  private static void openUnverified(Vector vector) throws InvalidCipherTextException {
    List<CapsuleFrag> frags =
        vector.list("cfrags_msgpack").stream().map(CapsuleFrag::fromMessagePack).toList();
    TerminalSecretKey reader =
        new TerminalSecretKey(SecretScalar.decode(vector.bytes("receiving_sk")).orElseThrow());
    // Without a fragment there is no precursor either, so anyone's will do.
    Point precursor = frags.isEmpty() ? reader.publicKey().point() : frags.get(0).precursor();
    DelegationSecret secret = TestKeys.secret(reader, precursor, vector.delegator());
    VerifiedCapsule capsule = vector.capsule();
    KeySeed seed =
        new UmbralDecapsulation(TestBackend.group()).openUnverified(secret, capsule, frags);
    CompatDem.decrypt(seed, vector.bytes("ciphertext"), capsule);
  }

  // From what the entry says and contains, so that a parse error cannot stand in for a bad proof.
  private static Class<? extends Throwable> reason(Vector vector) {
    String reason = vector.has("why") ? vector.text("why") : vector.text("reference_result");
    if (hasZeroScalar(vector) || containsAny(reason, PARSING)) {
      return PreException.MalformedEncoding.class;
    }
    if (containsAny(reason, "Internal validation failed")) {
      return PreException.OpenFailed.class;
    }
    if (containsAny(reason, "Decryption of ciphertext failed")) {
      return InvalidCipherTextException.class;
    }
    return containsAny(reason, VERIFICATION)
        ? PreException.VerificationFailed.class
        : PreException.class;
  }

  private static final String[] PARSING = {
    "one encoding per value",
    "bin8 only",
    "low-S",
    "embedded U",
    "unexpected end of file",
    "Invalid curve scalar"
  };

  private static final String[] VERIFICATION = {
    "both kfrag signatures",
    "identity",
    "self-verification",
    "reencryption proof",
    "CapsuleFrag signature",
    "kfrag signature",
    "kfrag commitment",
    "key is not provided"
  };

  private static boolean containsAny(String text, String... parts) {
    return Arrays.stream(parts).anyMatch(text::contains);
  }

  private static boolean hasZeroScalar(Vector vector) {
    String zero = "c420" + "00".repeat(32);
    return containsAny(vector.text("capsule_msgpack"), zero)
        || containsAny(vector.text("kfrag_msgpack"), zero)
        || containsAny(vector.text("cfrag_msgpack"), zero);
  }
}
