// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.fhirpre.crypto.Decapsulation;
import org.fhirpre.crypto.DelegatorSecretKey;
import org.fhirpre.crypto.KeySeed;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.TerminalSecretKey;

/**
 * Whose keys open the shares of an envelope.
 *
 * <p>The secret keys stay the caller's and must outlive this object. Closing wipes what was derived
 * from them. Thread-safe.
 */
public abstract sealed class OpeningKeys implements AutoCloseable
    permits ReaderOpeningKeys, OwnerOpeningKeys {

  /** A delegatee: opens shares that the proxy transformed for one of these keys. */
  public static OpeningKeys ofReader(List<TerminalSecretKey> keys) {
    return new ReaderOpeningKeys(keys, InstantSource.system());
  }

  /** The delegator: opens the capsules themselves, of segments that she knows. */
  public static OpeningKeys ofOwner(OwnerSegments segments) {
    return new OwnerOpeningKeys(segments);
  }

  /** Finds the secret key of a segment by the segment's opaque name. */
  @FunctionalInterface
  public interface OwnerSegments {
    /** A fresh key object, which the opener closes; empty if the segment is not the owner's. */
    Optional<DelegatorSecretKey> secretKey(SegmentId segment);
  }

  /**
   * Opens one share.
   *
   * @throws ClientException.NotOpened if these keys do not fit it
   * @throws org.fhirpre.crypto.PreException likewise
   */
  abstract KeySeed open(EnvelopeShare share, Decapsulation decapsulation);

  @Override
  public abstract void close();
}
