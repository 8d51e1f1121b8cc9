// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.Optional;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.group.Signature;
import org.fhirpre.crypto.internal.v1.KeyBinding;
import org.fhirpre.crypto.internal.v1.KeyFragMessage;

/**
 * Makes the signed kfrags of one delegation, docs/spec/core.md §4. The product binds both keys; the
 * other bindings are for exchange with other implementations.
 */
record KeyFragMaker(FreshEdge edge, KeyFragSigner signer, KeyBinding binding) {

  /** Empty if the share of this id is 0. */
  Optional<KeyFrag> keyFrag(Digest id) {
    return edge.share(id).map(rk -> new KeyFrag(id, rk, edge.precursor(), commit(id, rk)));
  }

  // Where both keys are bound both signatures cover the same message and one fills both slots.
  private KeyFrag.Commitment commit(Digest id, SecretScalar rk) {
    Point u1 = edge.group().mulU(rk);
    KeyFragMessage.KeyPair keys = new KeyFragMessage.KeyPair(edge.ends().from(), edge.ends().to());
    KeyFragMessage message = new KeyFragMessage(id.toBytes(), u1, edge.precursor(), keys);
    Signature forReceiver = sign(message, KeyBinding.BOTH);
    Signature forProxy = binding == KeyBinding.BOTH ? forReceiver : sign(message, binding);
    return new KeyFrag.Commitment(u1, forProxy, forReceiver, binding);
  }

  private Signature sign(KeyFragMessage message, KeyBinding covering) {
    return edge.group().sign(signer.scalar(), message.covering(covering));
  }
}
