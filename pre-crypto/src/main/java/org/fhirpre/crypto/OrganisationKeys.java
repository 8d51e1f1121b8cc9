// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The keys of one group or organisation, derived from its root seed.
 *
 * <p>Each category has forward keys of its own: who may read what is separated by key, not by
 * policy alone. Keys that this class gives out are closed by the caller. Source: {@code
 * docs/spec/key-derivation.md} §2.
 */
public final class OrganisationKeys implements AutoCloseable {
  private final SecretKeyFactory forward;
  private final SecretKeyFactory signing;

  private OrganisationKeys(SecretKeyFactory forward, SecretKeyFactory signing) {
    this.forward = forward;
    this.signing = signing;
  }

  /** Copies what it needs; the seed stays the caller's to close. */
  public static OrganisationKeys of(RootSeed seed) {
    try (SecretKeyFactory root = seed.factory();
        SecretKeyFactory receiving = root.makeFactory(utf8("fhir-pre/v1/receiving"))) {
      return new OrganisationKeys(
          receiving.makeFactory(utf8("forward")), root.makeFactory(utf8("fhir-pre/v1/signing")));
    }
  }

  /**
   * @param facet as in {@link SegmentLabel}
   * @throws IllegalArgumentException if it is none
   */
  public ForwardSecretKey forward(String facet, Epoch epoch) {
    SegmentLabel.requireFacet(facet);
    try (SecretKeyFactory keys = forward.makeFactory(utf8(facet))) {
      return new ForwardSecretKey(keys.makeScalar(utf8(epoch.toString())));
    }
  }

  public HopSigner hopSigner() {
    return new HopSigner(signing.makeScalar(utf8("hop/0")));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  @Override
  public void close() {
    forward.close();
    signing.close();
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "OrganisationKeys";
  }
}
