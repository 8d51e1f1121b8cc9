// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.security.SecureRandom;
import org.fhirpre.crypto.internal.group.Arithmetic;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.v1.FieldReader;
import org.fhirpre.crypto.internal.v1.SchnorrProof;
import org.fhirpre.crypto.internal.v1.Tags;

/**
 * Proof that whoever registers a public key holds its secret: c 32, z 32.
 *
 * <p>It is bound to the key's role, which is the key's type, and to the registration. Source:
 * {@code docs/spec/core.md} §9.
 */
public final class PossessionProof {
  public static final int BYTES = SchnorrProof.BYTES;

  private final SchnorrProof proof;

  private PossessionProof(SchnorrProof proof) {
    this.proof = proof;
  }

  /**
   * @throws PreException.MalformedEncoding naming the first field that is wrong
   */
  public static PossessionProof fromBytes(byte[] bytes) {
    FieldReader in = Encoding.simple("possession proof", bytes).length(BYTES);
    PossessionProof proof = new PossessionProof(in.proof("proof"));
    in.end();
    return proof;
  }

  public byte[] toBytes() {
    return proof.toBytes();
  }

  public static PossessionProof prove(
      SecretKey key, RegistrationContext registration, SecureRandom random) {
    SchnorrProof.Statement statement = statement((EncodedKey) key.publicKey(), registration);
    Arithmetic arithmetic = new Arithmetic(Groups.shared(), random);
    return new PossessionProof(SchnorrProof.prove(statement, HeldKey.scalarOf(key), arithmetic));
  }

  /**
   * @throws PreException.VerificationFailed if the proof is for another key, role or registration
   */
  public void verify(PublicKey key, RegistrationContext registration) {
    Encoding.verify(proof.proves(statement((EncodedKey) key, registration), Groups.shared()));
  }

  private static SchnorrProof.Statement statement(
      EncodedKey key, RegistrationContext registration) {
    Point point = key.point();
    return new SchnorrProof.Statement(
        Tags.POSSESSION + key.role().label(),
        SchnorrProof.Context.of(registration.digest()),
        point);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PossessionProof possession && proof.equals(possession.proof);
  }

  @Override
  public int hashCode() {
    return proof.hashCode();
  }
}
