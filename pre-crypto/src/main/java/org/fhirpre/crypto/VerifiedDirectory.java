// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** An edition of a directory that was checked; made by {@link SegmentDirectory#verify} only. */
public final class VerifiedDirectory {
  private final DirectoryBody body;

  VerifiedDirectory(DirectoryBody body) {
    this.body = body;
  }

  DirectoryBody body() {
    return body;
  }

  /** 16 bytes. */
  public byte[] id() {
    return body.id();
  }

  /** Grows from edition to edition, from 1. */
  public long sequence() {
    return body.sequence();
  }

  public Instant issuedAt() {
    return body.edition().issuedAt();
  }

  /** In the order of their labels. */
  public List<DirectoryEntry> entries() {
    return body.edition().entries();
  }

  /** Whom to encapsulate to. */
  public Optional<DirectoryEntry> find(SegmentLabel label) {
    return first(entry -> entry.label().equals(label));
  }

  /** What a segment id stands for. */
  public Optional<DirectoryEntry> find(SegmentId segment) {
    return first(entry -> entry.segment().equals(segment));
  }

  /** For an agent that derives its keys again and looks for their ids. */
  public Optional<DirectoryEntry> find(DelegatorPublicKey key) {
    return first(entry -> entry.key().equals(key));
  }

  private Optional<DirectoryEntry> first(Predicate<DirectoryEntry> wanted) {
    return entries().stream().filter(wanted).findFirst();
  }

  /** The type's name only: a directory tells what segment ids stand for. */
  @Override
  public String toString() {
    return "VerifiedDirectory";
  }
}
