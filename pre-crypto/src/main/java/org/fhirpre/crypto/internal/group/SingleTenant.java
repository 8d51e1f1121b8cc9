// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.group;

import java.util.Optional;

/**
 * Another provider in a process whose timing nobody but its one party can observe: secrets of
 * delegations and receiving keys meet one variable-time multiplication. Patients' keys, secrets
 * used once and signatures stay with the protected paths.
 *
 * <p>The only place where a secret becomes an ordinary {@link Scalar}.
 */
public final class SingleTenant implements GroupProvider {
  private final GroupProvider group;

  public SingleTenant(GroupProvider group) {
    this.group = group;
  }

  @Override
  public String name() {
    return group.name() + ", single tenant";
  }

  @Override
  public Point mulReceiving(Point p, SecretScalar k) {
    return group.mulPublic(p, k.disclosed());
  }

  @Override
  public Point mulDelegated(Point p, SecretScalar k) {
    return group.mulPublic(p, k.disclosed());
  }

  @Override
  public Point mulU(SecretScalar k) {
    return mulDelegated(Secp256k1.U, k);
  }

  @Override
  public Optional<Point> decode(byte[] sec1) {
    return group.decode(sec1);
  }

  @Override
  public Point mulBase(SecretScalar k) {
    return group.mulBase(k);
  }

  @Override
  public Point mulLongTerm(Point p, SecretScalar k) {
    return group.mulLongTerm(p, k);
  }

  @Override
  public Point mulSecret(Point p, SecretScalar k) {
    return group.mulSecret(p, k);
  }

  @Override
  public Point mulPublic(Point p, Scalar k) {
    return group.mulPublic(p, k);
  }

  @Override
  public Optional<Point> add(Point p, Point q) {
    return group.add(p, q);
  }

  @Override
  public Optional<Point> difference(Scalar z, Point p, Scalar c, Point q) {
    return group.difference(z, p, c, q);
  }

  @Override
  public Optional<Point> sum(Scalar c, Point p, Point q) {
    return group.sum(c, p, q);
  }

  @Override
  public Optional<Point> schnorrCommitment(Scalar z, Scalar c, Point p) {
    return group.schnorrCommitment(z, c, p);
  }

  @Override
  public Signature sign(SecretScalar key, byte[] message) {
    return group.sign(key, message);
  }

  @Override
  public boolean verifies(Signature signature, Point key, byte[] message) {
    return group.verifies(signature, key, message);
  }
}
