// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.fhirpre.crypto.internal.group.Secp256k1;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.group.Signature;

/** Checks of the parameters, of the secret key factory and of signatures. */
final class KeyVectors {

  private KeyVectors() {}

  static void assertParameters(Vector file) {
    Vector parameters = file.inner("parameters");
    assertThat(Secp256k1.U.x()).isEqualTo(parameters.bytes("u_x"));
    assertThat(Secp256k1.U.y()).isEqualTo(parameters.bytes("u_y"));
    assertThat(file.number("capsule_msgpack_length")).isEqualTo(Capsule.MESSAGE_PACK_BYTES);
    assertThat(file.number("kfrag_msgpack_length")).isEqualTo(KeyFrag.BYTES);
    assertThat(file.number("cfrag_msgpack_length")).isEqualTo(CapsuleFrag.MESSAGE_PACK_BYTES);
  }

  static void assertFactory(Vector vector) {
    byte[] label = vector.bytes("label");
    SecretKeyFactory factory = SecretKeyFactory.fromSeed(vector.bytes("seed"));
    assertThat(factory.makeSecret(label)).isEqualTo(vector.bytes("make_secret"));
    assertThat(factory.makeKey(label)).isEqualTo(vector.bytes("make_key"));
    assertThat(TestBackend.group().mulBase(factory.makeScalar(label)).encoded())
        .isEqualTo(vector.bytes("make_key_public"));
    SecretKeyFactory child = factory.makeFactory(label);
    assertThat(child.makeKey(label))
        .isEqualTo(vector.bytes("make_factory_then_make_key_same_label"));
    assertThat(child.makeSecret(label))
        .isEqualTo(vector.bytes("make_factory_then_make_secret_same_label"));
  }

  static void assertSignature(Vector vector) {
    KeyFragSigner signer =
        new KeyFragSigner(SecretScalar.decode(vector.bytes("secret_key")).orElseThrow());
    KeyFragVerifyingKey key = KeyFragVerifyingKey.fromBytes(vector.bytes("verifying_key"));
    byte[] message = vector.bytes("message");
    Signature signature = Signature.decode(vector.bytes("signature_be")).orElseThrow();
    assertThat(signer.verifyingKey()).isEqualTo(key);
    assertThat(TestBackend.group().verifies(signature, key.point(), message))
        .isEqualTo(vector.node().path("valid").asBoolean());
    assertThat(
            TestBackend.group()
                .verifies(TestBackend.group().sign(signer.scalar(), message), key.point(), message))
        .isTrue();
  }
}
