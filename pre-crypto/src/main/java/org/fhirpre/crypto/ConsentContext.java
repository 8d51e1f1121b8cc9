// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.fhirpre.crypto.internal.v1.LengthPrefixed;
import org.fhirpre.crypto.internal.v1.Tags;
import org.jspecify.annotations.Nullable;

/**
 * What a delegation was granted for. Its digest is bound into the kfrag's id, signatures and
 * precursor proof, so that a kfrag cannot be passed off as granted by another consent.
 *
 * <p>The core hashes; it does not judge time or policy. Source: {@code docs/spec/core.md} §5.
 */
public final class ConsentContext {
  private final DelegatorPublicKey delegator;
  private final ReceivingPublicKey delegatee;
  private final int maxDepth;
  private final byte[] digest;

  private ConsentContext(
      DelegatorPublicKey delegator, ReceivingPublicKey delegatee, int maxDepth, byte[] digest) {
    this.delegator = delegator;
    this.delegatee = delegatee;
    this.maxDepth = maxDepth;
    this.digest = digest;
  }

  public static Builder builder() {
    return new Builder();
  }

  public DelegatorPublicKey delegator() {
    return delegator;
  }

  public ReceivingPublicKey delegatee() {
    return delegatee;
  }

  /** Edges from the delegator to the last reader, 1..4; 1 forbids forwarding. */
  public int maxDepth() {
    return maxDepth;
  }

  /** 32 bytes. */
  public byte[] digest() {
    return digest.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConsentContext context && Arrays.equals(digest, context.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  /** Collects the fields; all but the purposes are mandatory. Not thread-safe. */
  public static final class Builder {
    private static final int MAX_DEPTH = DelegationPath.MAX_EDGES;

    private @Nullable String consent;
    private @Nullable String version;
    private @Nullable String patient;
    private @Nullable SegmentId segment;
    private @Nullable DelegatorPublicKey delegator;
    private @Nullable ReceivingPublicKey delegatee;
    private Set<String> purposes = Set.of();
    private int maxDepth;
    private @Nullable Instant notBefore;
    private @Nullable Instant notAfter;

    private Builder() {}

    /** The Consent that is the reason, as text that both sides write alike. */
    public Builder consent(String id) {
      this.consent = id;
      return this;
    }

    /** The version of the Consent that introduced the grant. */
    public Builder version(String versionId) {
      this.version = versionId;
      return this;
    }

    /** Literal reference, {@code Patient/…}. */
    public Builder patient(String reference) {
      this.patient = reference;
      return this;
    }

    public Builder segment(SegmentId id) {
      this.segment = id;
      return this;
    }

    public Builder delegator(DelegatorPublicKey key) {
      this.delegator = key;
      return this;
    }

    public Builder delegatee(ReceivingPublicKey key) {
      this.delegatee = key;
      return this;
    }

    /** Each {@code system|code}; empty where purpose is left to policy. */
    public Builder purposes(Set<String> systemAndCode) {
      this.purposes = Set.copyOf(systemAndCode);
      return this;
    }

    /** Edges from the delegator to the last reader, 1..4; 1 forbids forwarding. */
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
     * @throws NullPointerException if a mandatory field is missing
     */
    public ConsentContext build() {
      DelegatorPublicKey from = Objects.requireNonNull(delegator, "delegator");
      ReceivingPublicKey to = Objects.requireNonNull(delegatee, "delegatee");
      ContextFields.requireDifferent(from, to);
      return new ConsentContext(from, to, maxDepth, hash(from, to));
    }

    private byte[] hash(DelegatorPublicKey from, ReceivingPublicKey to) {
      LengthPrefixed fields =
          ContextFields.start(Tags.CONSENT_CONTEXT)
              .string(Objects.requireNonNull(consent, "consent"))
              .string(Objects.requireNonNull(version, "version"))
              .string(Objects.requireNonNull(patient, "patient"))
              .bytes(Objects.requireNonNull(segment, "segment").toBytes())
              .bytes(from.toBytes())
              .bytes(to.toBytes())
              .bytes(purposeList())
              .bytes(ContextFields.depth(maxDepth, MAX_DEPTH));
      Instant start = Objects.requireNonNull(notBefore, "notBefore");
      Instant end = Objects.requireNonNull(notAfter, "notAfter");
      return ContextFields.validity(fields, start, end).sha256();
    }

    // Sorted by unsigned bytes: the order of UTF-8 bytes, not of UTF-16 code units.
    private byte[] purposeList() {
      List<byte[]> sorted =
          purposes.stream().map(Builder::purpose).sorted(Arrays::compareUnsigned).toList();
      if (sorted.size() > 0xffff) {
        throw new IllegalArgumentException("too many purposes");
      }
      LengthPrefixed list = new LengthPrefixed();
      sorted.forEach(list::bytes);
      byte[] entries = list.toBytes();
      return ByteBuffer.allocate(Short.BYTES + entries.length)
          .putShort((short) sorted.size())
          .put(entries)
          .array();
    }

    private static byte[] purpose(String systemAndCode) {
      return LengthPrefixed.utf8(ContextFields.systemAndCode("purpose", systemAndCode));
    }
  }
}
