// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.v1.LengthPrefixed;

/**
 * The resource that a content key belongs to: two resources under one KEK have two keys.
 *
 * <p>Source: {@code docs/spec/core.md} §10.
 */
public final class ResourceBinding {
  private final String type;
  private final String id;

  private ResourceBinding(String type, String id) {
    this.type = type;
    this.id = id;
  }

  /**
   * @param type resource type, such as {@code Observation}
   * @param id logical id
   * @throws IllegalArgumentException unless both are 1..255 bytes of UTF-8
   */
  public static ResourceBinding of(String type, String id) {
    ResourceBinding binding = new ResourceBinding(type, id);
    binding.toBytes();
    return binding;
  }

  /** Both texts, each after its length in 4 bytes. */
  byte[] toBytes() {
    return new LengthPrefixed().string(type).string(id).toBytes();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResourceBinding binding
        && type.equals(binding.type)
        && id.equals(binding.id);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + id.hashCode();
  }

  @Override
  public String toString() {
    return type + "/" + id;
  }
}
