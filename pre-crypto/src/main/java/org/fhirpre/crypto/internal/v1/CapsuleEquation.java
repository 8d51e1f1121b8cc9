// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.v1;

import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Scalar;

/**
 * The relation s*G = V + h*E inside a capsule: a proof of knowledge of the logarithm of E.
 *
 * <p>Source: {@code docs/spec/core.md} §3.
 */
public final class CapsuleEquation {

  private CapsuleEquation() {}

  public static Scalar challenge(Point e, Point v) {
    return HashToScalar.tagged(Tags.CAPSULE_POINTS).with(e, v).scalar();
  }

  public static boolean holds(Point e, Point v, Scalar s, GroupProvider group) {
    return group.schnorrCommitment(s, challenge(e, v), e).filter(v::equals).isPresent();
  }
}
