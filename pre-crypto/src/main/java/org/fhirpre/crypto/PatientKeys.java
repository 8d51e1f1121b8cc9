// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * All keys of one patient, derived from her root seed.
 *
 * <p>Every step is one-way: a segment key that leaks tells nothing about other segments. Keys that
 * this class gives out are closed by the caller. Source: {@code docs/spec/key-derivation.md} §2.
 */
public final class PatientKeys implements AutoCloseable {
  private final SecretKeyFactory delegators;
  private final SecretKeyFactory signing;

  private PatientKeys(SecretKeyFactory delegators, SecretKeyFactory signing) {
    this.delegators = delegators;
    this.signing = signing;
  }

  /** Copies what it needs; the seed stays the caller's to close. */
  public static PatientKeys of(RootSeed seed) {
    try (SecretKeyFactory root = seed.factory()) {
      return new PatientKeys(
          root.makeFactory(utf8("fhir-pre/v1/delegator")),
          root.makeFactory(utf8("fhir-pre/v1/signing")));
    }
  }

  public DelegatorSecretKey segment(SegmentLabel label) {
    try (SecretKeyFactory facet = delegators.makeFactory(utf8(label.facet()));
        SecretKeyFactory group = facet.makeFactory(utf8(label.classGroup()))) {
      return new DelegatorSecretKey(group.makeScalar(utf8(label.epoch().toString())));
    }
  }

  public KeyFragSigner keyFragSigner() {
    return new KeyFragSigner(signing.makeScalar(utf8("kfrag/0")));
  }

  public DirectorySigner directorySigner() {
    return new DirectorySigner(signing.makeScalar(utf8("directory/0")));
  }

  public GrantSigner grantSigner() {
    return new GrantSigner(signing.makeScalar(utf8("grant/0")));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  @Override
  public void close() {
    delegators.close();
    signing.close();
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "PatientKeys";
  }
}
