// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.memory;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.fhirpre.crypto.TerminalPublicKey;
import org.fhirpre.crypto.VerifiedGrant;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.egress.Access;
import org.fhirpre.interceptor.egress.AccessDecision;
import org.fhirpre.interceptor.spi.Reader;

/** Grants by (reader, patient); a patient owns what names her alone. */
public final class MemoryAccess implements AccessDecision {
  private final MemoryPatients patients;
  private final TerminalPublicKey readerKey;
  private final Set<String> permits = ConcurrentHashMap.newKeySet();

  /** Calls of {@link #decide}. */
  public final AtomicInteger decisions = new AtomicInteger();

  /** Resources that were decided about. */
  public final AtomicInteger decided = new AtomicInteger();

  public MemoryAccess(MemoryPatients patients, TerminalPublicKey readerKey) {
    this.patients = patients;
    this.readerKey = readerKey;
  }

  public void permit(String reader, String patient) {
    permits.add(reader + " " + patient);
  }

  public void revoke(String reader, String patient) {
    permits.remove(reader + " " + patient);
  }

  @Override
  public List<Access> decide(Reader reader, List<SealedRecord> page) {
    decisions.incrementAndGet();
    decided.addAndGet(page.size());
    return page.stream().map(record -> decide(reader, record)).toList();
  }

  private Access decide(Reader reader, SealedRecord record) {
    Set<String> named = record.attributes().patients();
    if (named.equals(Set.of(reader.subject()))) {
      return new Access.Owner();
    }
    boolean all =
        named.stream().allMatch(patient -> permits.contains(reader.subject() + " " + patient));
    if (!all) {
      return new Access.Withheld();
    }
    List<VerifiedGrant> grants =
        record.shares().stream().map(share -> patients.grant(share.segment(), readerKey)).toList();
    return new Access.Granted(grants);
  }
}
