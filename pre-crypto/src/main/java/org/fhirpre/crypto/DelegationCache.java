// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A reader's secrets of delegations, so that each is recovered once and not for every record.
 *
 * <p>Bounded: the one that was not used for longest makes room. Whatever leaves is wiped. A secret
 * that was handed out is a copy and belongs to the caller, so that nothing is wiped while it is in
 * use. Thread-safe.
 */
public final class DelegationCache implements AutoCloseable {
  private final int capacity;
  private final Map<Delegation, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private Instant earliestEnd = Instant.MAX;
  private boolean closed;

  /**
   * X and the first delegatee, on which alone the secret depends, and the hops by which it came
   * here: one without proof may be wrong and must not stand in for a right one.
   */
  private record Delegation(Point precursor, Point delegatee, List<Digest> hops) {
    static Delegation of(VerifiedDelegationPath path) {
      Precursor source = path.source();
      List<Digest> hops =
          path.hops().stream().map(hop -> Digest.of(Sha256.of(hop.toBytes()))).toList();
      return new Delegation(source.x(), source.ends().to(), hops);
    }
  }

  private record Entry(DelegationSecret secret, Instant until) {}

  /**
   * @param capacity number of delegations, at least 1
   */
  public DelegationCache(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be at least 1");
    }
    this.capacity = capacity;
  }

  /**
   * Keeps a copy, in place of one for the same delegation.
   *
   * @param until exclusive end of its life, UTC
   */
  public synchronized void put(
      VerifiedDelegationPath path, DelegationSecret secret, Instant until) {
    requireOpen();
    wipe(entries.put(Delegation.of(path), new Entry(secret.copy(), until)));
    earliestEnd = until.isBefore(earliestEnd) ? until : earliestEnd;
    if (entries.size() > capacity) {
      wipe(entries.remove(entries.keySet().iterator().next()));
    }
  }

  /** The one that makes room next, itself. */
  Optional<DelegationSecret> eldest() {
    return entries.values().stream().findFirst().map(Entry::secret);
  }

  /** A copy, which the caller closes; also of one that has expired and was not evicted yet. */
  public synchronized Optional<DelegationSecret> get(VerifiedDelegationPath path) {
    requireOpen();
    return Optional.ofNullable(entries.get(Delegation.of(path))).map(entry -> entry.secret.copy());
  }

  /** Wipes every secret whose life has ended; cheap while there is none. */
  public synchronized void evictExpired(Instant now) {
    if (now.isBefore(earliestEnd)) {
      return;
    }
    earliestEnd = Instant.MAX;
    for (Iterator<Entry> all = entries.values().iterator(); all.hasNext(); ) {
      Entry entry = all.next();
      if (!now.isBefore(entry.until)) {
        entry.secret.close();
        all.remove();
      } else if (entry.until.isBefore(earliestEnd)) {
        earliestEnd = entry.until;
      }
    }
  }

  /** Wipes all. */
  @Override
  public synchronized void close() {
    closed = true;
    entries.values().forEach(entry -> entry.secret.close());
    entries.clear();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the cache is closed");
    }
  }

  private static void wipe(@Nullable Entry left) {
    if (left != null) {
      left.secret.close();
    }
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "DelegationCache";
  }
}
