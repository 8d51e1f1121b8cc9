// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.fhirpre.crypto.internal.v1.LengthPrefixed;
import org.fhirpre.crypto.internal.v1.Tags;
import org.jspecify.annotations.Nullable;

/**
 * What a group forwards for: a member in a role. Its digest is bound into the hop key's signature,
 * proofs and shared secret. It names no patient: one hop key serves all of them.
 *
 * <p>The core hashes; it does not judge time or policy. Source: {@code docs/spec/chains.md} §2.
 */
public final class MembershipContext {
  /** Length of a forward key's id. */
  public static final int FORWARD_KEY_ID_BYTES = 16;

  private static final int MAX_DEPTH = DelegationPath.MAX_EDGES - 1;

  private final ForwardPublicKey from;
  private final ReceivingPublicKey to;
  private final int maxDepth;
  private final byte[] digest;

  private MembershipContext(
      ForwardPublicKey from, ReceivingPublicKey to, int maxDepth, byte[] digest) {
    this.from = from;
    this.to = to;
    this.maxDepth = maxDepth;
    this.digest = digest;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The group's key. */
  public ForwardPublicKey from() {
    return from;
  }

  /** The member's key. */
  public ReceivingPublicKey to() {
    return to;
  }

  /** Edges from the group to the last reader, this one included, 1..3. */
  public int maxDepth() {
    return maxDepth;
  }

  /** 32 bytes. */
  public byte[] digest() {
    return digest.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MembershipContext context && Arrays.equals(digest, context.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  /** Collects the fields; all are mandatory. Not thread-safe. */
  public static final class Builder {
    private @Nullable String group;
    private @Nullable String member;
    private @Nullable String role;
    private byte @Nullable [] forwardKeyId;
    private @Nullable ForwardPublicKey from;
    private @Nullable ReceivingPublicKey to;
    private int maxDepth;
    private @Nullable Instant notBefore;
    private @Nullable Instant notAfter;

    private Builder() {}

    /** Literal reference, such as {@code Organization/77}. */
    public Builder group(String reference) {
      this.group = reference;
      return this;
    }

    /** Literal reference, such as {@code Practitioner/9}. */
    public Builder member(String reference) {
      this.member = reference;
      return this;
    }

    /** {@code system|code}. */
    public Builder role(String systemAndCode) {
      this.role = systemAndCode;
      return this;
    }

    /**
     * @param id 16 bytes, random, made once per forward key
     */
    public Builder forwardKeyId(byte[] id) {
      this.forwardKeyId = Encoding.argument("forward key id", id, FORWARD_KEY_ID_BYTES);
      return this;
    }

    public Builder from(ForwardPublicKey key) {
      this.from = key;
      return this;
    }

    public Builder to(ReceivingPublicKey key) {
      this.to = key;
      return this;
    }

    /** Edges from the group to the last reader, this one included, 1..3. */
    public Builder maxDepth(int edges) {
      this.maxDepth = edges;
      return this;
    }

    /** Inclusive; seconds count, a fraction is dropped. */
    public Builder notBefore(Instant start) {
      this.notBefore = start;
      return this;
    }

    /** Exclusive; seconds count, a fraction is dropped. */
    public Builder notAfter(Instant end) {
      this.notAfter = end;
      return this;
    }

    /**
     * @throws IllegalArgumentException if a field is out of range
     * @throws NullPointerException if one is missing
     */
    public MembershipContext build() {
      ForwardPublicKey forwarder = Objects.requireNonNull(from, "from");
      ReceivingPublicKey receiver = Objects.requireNonNull(to, "to");
      ContextFields.requireDifferent(forwarder, receiver);
      return new MembershipContext(forwarder, receiver, maxDepth, hash(forwarder, receiver));
    }

    private byte[] hash(ForwardPublicKey forwarder, ReceivingPublicKey receiver) {
      String described = Objects.requireNonNull(role, "role");
      LengthPrefixed fields =
          ContextFields.start(Tags.MEMBERSHIP_CONTEXT)
              .string(Objects.requireNonNull(group, "group"))
              .string(Objects.requireNonNull(member, "member"))
              .string(ContextFields.systemAndCode("role", described))
              .bytes(Objects.requireNonNull(forwardKeyId, "forwardKeyId"))
              .bytes(forwarder.toBytes())
              .bytes(receiver.toBytes())
              .bytes(ContextFields.depth(maxDepth, MAX_DEPTH));
      Instant start = Objects.requireNonNull(notBefore, "notBefore");
      Instant end = Objects.requireNonNull(notAfter, "notAfter");
      return ContextFields.validity(fields, start, end).sha256();
    }
  }
}
