// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.Arithmetic;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.group.Signature;
import org.fhirpre.crypto.internal.v1.KeyBinding;
import org.fhirpre.crypto.internal.v1.KeyFragMessage;
import org.fhirpre.crypto.internal.v1.SchnorrProof;

/** docs/spec/core.md §4 and §6, threshold 1 of 1: the sharing polynomial is constant. */
final class UmbralDelegation implements Delegation {
  private final Arithmetic arithmetic;

  UmbralDelegation(Arithmetic arithmetic) {
    this.arithmetic = arithmetic;
  }

  @Override
  public GrantEdge delegate(DelegatorSecretKey key, KeyFragSigner signer, ConsentContext context) {
    if (!key.publicKey().equals(context.delegator())) {
      throw new IllegalArgumentException("the context names another delegator");
    }
    Precursor.Ends ends = endsOf(context);
    try (SecretScalar x = arithmetic.secret()) {
      byte[] nonce = new byte[GrantEdge.NONCE_BYTES];
      arithmetic.random().nextBytes(nonce);
      Digest id = GrantEdge.keyFragId(ends.context(), nonce);
      Point precursor = arithmetic.group().mulBase(x);
      Point dh = arithmetic.group().mulSecret(ends.to(), x);
      SecretScalar rk = reencryptionKey(key, DelegationSecret.shared(precursor, ends.to(), dh));
      KeyFrag frag = sign(id, rk, precursor, new Signing(signer, ends));
      return new GrantEdge(
          ends, nonce, SchnorrProof.prove(ends.statement(precursor), x, arithmetic), frag);
    }
  }

  static Precursor.Ends endsOf(ConsentContext context) {
    return new Precursor.Ends(
        Digest.of(context.digest()),
        context.delegator().point(),
        EncodedKey.pointOf(context.delegatee()));
  }

  private static SecretScalar reencryptionKey(DelegatorSecretKey key, SecretScalar shared) {
    try (shared) {
      return key.scalar().dividedBy(shared);
    }
  }

  private record Signing(KeyFragSigner signer, Precursor.Ends ends) {}

  // Both keys are bound, so both signatures cover the same message and one fills both slots.
  private KeyFrag sign(Digest id, SecretScalar rk, Point precursor, Signing by) {
    Point u1 = arithmetic.group().mulU(rk);
    KeyFragMessage.KeyPair keys = new KeyFragMessage.KeyPair(by.ends.from(), by.ends.to());
    byte[] message =
        new KeyFragMessage(id.toBytes(), u1, precursor, keys).covering(KeyBinding.BOTH);
    Signature signature = arithmetic.group().sign(by.signer.scalar(), message);
    return new KeyFrag(
        id, rk, precursor, new KeyFrag.Commitment(u1, signature, signature, KeyBinding.BOTH));
  }
}
