// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.jpa.dao.IResultIterator;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/** Results that are already there. */
final class FoundIterator implements IResultIterator<JpaPid> {
  private final Iterator<JpaPid> found;
  private int given;

  FoundIterator(Collection<JpaPid> found) {
    this.found = found.iterator();
  }

  @Override
  public boolean hasNext() {
    return found.hasNext();
  }

  @Override
  public JpaPid next() {
    given++;
    return found.next();
  }

  @Override
  public Collection<JpaPid> getNextResultBatch(long size) {
    List<JpaPid> batch = new ArrayList<>();
    while (batch.size() < size && hasNext()) {
      batch.add(next());
    }
    return batch;
  }

  @Override
  public int getSkippedCount() {
    return 0;
  }

  @Override
  public int getNonSkippedCount() {
    return given;
  }

  @Override
  public void close() {}
}
