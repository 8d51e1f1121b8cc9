// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Turns indexed values into tokens (docs/spec/search-tokens.md): 16 base64url characters, 96 bits
 * of an HMAC. Deterministic, so that unchanged values keep their rows.
 *
 * <p>Guarantee: without the index root a token tells nothing but its equality with others of its
 * slot. Who holds the root can test guesses. Thread safety: may be called concurrently.
 */
public final class Tokens {
  private static final int TOKEN_BYTES = 12;

  private final TokenKeys keys;

  public Tokens(TokenKeys keys) {
    this.keys = keys;
  }

  /** Live epochs, newest first: rows are written under the first, questions ask all. */
  public List<Integer> epochs() {
    return keys.epochs();
  }

  public String system(Slot slot, String system) {
    return token(slot, TokenKind.S, system.strip());
  }

  /** Of a code, and of an identifier's value alone. */
  public String code(Slot slot, String code) {
    return token(slot, TokenKind.C, code.strip());
  }

  public String identifier(Slot slot, String system, String value) {
    return token(slot, TokenKind.I, system.strip(), value.strip());
  }

  /**
   * @param normal in {@link Normal} form
   */
  public String whole(Slot slot, String normal) {
    return token(slot, TokenKind.N, normal);
  }

  /**
   * @param normal in {@link Normal} form, of at least that many code points
   */
  public String prefix(Slot slot, String normal, int codePoints) {
    return token(
        slot, TokenKind.P, Integer.toString(codePoints), Normal.prefix(normal, codePoints));
  }

  public String exact(Slot slot, String text) {
    return token(slot, TokenKind.X, text);
  }

  public String uri(Slot slot, String uri) {
    return token(slot, TokenKind.U, uri);
  }

  public String unit(Slot slot, String unit) {
    return token(slot, TokenKind.UN, unit.strip());
  }

  public String unitOfSystem(Slot slot, String system, String unit) {
    return token(slot, TokenKind.US, system.strip(), unit.strip());
  }

  /** Tokens of a stored end: one per level. */
  public List<String> path(Slot slot, TokenKind kind, Resolution resolution, long value) {
    return intervals(slot, kind, TreeNode.path(resolution.levels(), value));
  }

  /** Tokens of which a stored end between the bounds (inclusive) has exactly one. */
  public List<String> cover(Slot slot, TokenKind kind, Resolution resolution, long low, long high) {
    return intervals(slot, kind, TreeNode.cover(resolution.levels(), low, high));
  }

  /**
   * A token as it stands in a column of numbers: its first 53 bits, which a double holds exactly.
   */
  public static long number(String token) {
    return ByteBuffer.wrap(Base64.getUrlDecoder().decode(token)).getLong() >>> (Long.SIZE - 53);
  }

  /** Filler that depends on the resource and so matches nothing else. */
  String padding(Slot slot, String resourceId, int index) {
    return token(slot, TokenKind.PAD, resourceId, slot.param(), Integer.toString(index));
  }

  /**
   * @param canonicalUrl as HAPI canonicalises it, with its resource type
   */
  public String conditionalUrl(String type, String canonicalUrl) {
    Slot slot = new Slot(epochs().get(0), Scope.TENANT, type, "");
    return token(slot, TokenKind.URL, canonicalUrl);
  }

  private List<String> intervals(Slot slot, TokenKind kind, List<TreeNode> nodes) {
    byte[] key = keys.key(slot, kind);
    return nodes.stream()
        .map(node -> token(key, Integer.toString(node.level()), Long.toString(node.value())))
        .toList();
  }

  String token(Slot slot, TokenKind kind, String... canon) {
    return token(keys.key(slot, kind), canon);
  }

  private static String token(byte[] key, String... canon) {
    byte[] mac = Hmac.mac(key, Canon.of(canon));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, TOKEN_BYTES));
  }
}
