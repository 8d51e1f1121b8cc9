// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.Optional;
import org.fhirpre.crypto.internal.group.Arithmetic;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.group.SharingPolynomial;
import org.fhirpre.crypto.internal.v1.EdgeAgreement;
import org.fhirpre.crypto.internal.v1.SchnorrProof;

/**
 * A delegation while it is made: a precursor X = x*G that no other has, and the delegating secret
 * divided by d, in shares. Source: docs/spec/core.md §4, docs/spec/chains.md §4.
 */
final class FreshEdge implements AutoCloseable {
  private final Precursor.Ends ends;
  private final Arithmetic arithmetic;
  private final SecretScalar x;
  private final Point precursor;
  private final EdgeAgreement agreement;
  private final SharingPolynomial shares;

  FreshEdge(SecretScalar secret, Precursor.Ends ends, Threshold threshold, Arithmetic arithmetic) {
    this.ends = ends;
    this.arithmetic = arithmetic;
    this.x = arithmetic.secret();
    this.precursor = arithmetic.group().mulBase(x);
    this.agreement = ends.agreement(precursor, arithmetic.group().mulSecret(ends.to(), x));
    try (SecretScalar d = agreement.factor()) {
      SecretScalar constant = secret.dividedBy(d);
      this.shares = SharingPolynomial.random(constant, threshold.required(), arithmetic.random());
    }
  }

  Precursor.Ends ends() {
    return ends;
  }

  Point precursor() {
    return precursor;
  }

  /** The share of this id; empty if it is 0, so that another id is needed. */
  Optional<SecretScalar> share(Digest id) {
    return shares.at(agreement.index(id.toBytes()));
  }

  /** The public part. */
  Precursor proven() {
    SchnorrProof proof = SchnorrProof.prove(ends.statement(precursor), x, arithmetic);
    return new Precursor(ends, precursor, proof);
  }

  GroupProvider group() {
    return arithmetic.group();
  }

  @Override
  public void close() {
    x.close();
    agreement.close();
    shares.close();
  }
}
