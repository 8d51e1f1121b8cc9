// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.fhirpre.crypto.ReencryptedCapsule;
import org.fhirpre.crypto.Reencryption;
import org.fhirpre.interceptor.jdbc.BoundedCache;

/**
 * Transforms of pages, each made once: what was written in one request shares a capsule, and what a
 * capsule becomes under a grant never changes. Whether the grant is live is asked before, every
 * time; a grant that was read anew is another key. The results are no secrets. Thread-safe.
 */
final class Transforms {
  private static final int REMEMBERED = 20_000;

  private final Function<List<Reencryption>, List<ReencryptedCapsule>> reencryptor;
  private final BoundedCache<Reencryption, ReencryptedCapsule> known =
      new BoundedCache<>(REMEMBERED);

  /**
   * @param reencryptor of a page, order kept
   */
  Transforms(Function<List<Reencryption>, List<ReencryptedCapsule>> reencryptor) {
    this.reencryptor = reencryptor;
  }

  /** Order kept. */
  List<ReencryptedCapsule> all(List<Reencryption> page) {
    Map<Reencryption, ReencryptedCapsule> results = new HashMap<>();
    Set<Reencryption> missing = new LinkedHashSet<>();
    for (Reencryption each : page) {
      Optional<ReencryptedCapsule> result = known.find(each);
      result.ifPresentOrElse(found -> results.put(each, found), () -> missing.add(each));
    }
    List<Reencryption> work = new ArrayList<>(missing);
    List<ReencryptedCapsule> made = reencryptor.apply(work);
    for (int i = 0; i < work.size(); i++) {
      known.put(work.get(i), made.get(i));
      results.put(work.get(i), made.get(i));
    }
    return page.stream().map(each -> Objects.requireNonNull(results.get(each))).toList();
  }
}
