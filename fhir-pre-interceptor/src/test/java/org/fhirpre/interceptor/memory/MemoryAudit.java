// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.memory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.fhirpre.interceptor.spi.AuditTrail;

/** Remembers. */
public final class MemoryAudit implements AuditTrail {
  public final List<Entry> entries = new CopyOnWriteArrayList<>();

  @Override
  public void record(Entry entry) {
    entries.add(entry);
  }
}
