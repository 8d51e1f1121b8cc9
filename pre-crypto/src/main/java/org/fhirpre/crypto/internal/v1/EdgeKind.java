// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.v1;

/**
 * The two kinds of delegation, which differ in how d and the share indexes are hashed: the first
 * edge as Umbral defines it, each later one with its context and both keys.
 *
 * <p>Source: {@code docs/spec/chains.md} §3.
 */
public enum EdgeKind {
  FIRST(Tags.SHARED_SECRET, Tags.POLYNOMIAL_ARG),
  HOP(Tags.HOP_SHARED_SECRET, Tags.HOP_SHARE_INDEX);

  final String secretTag;
  final String indexTag;

  EdgeKind(String secretTag, String indexTag) {
    this.secretTag = secretTag;
    this.indexTag = indexTag;
  }
}
