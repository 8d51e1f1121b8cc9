// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.jpa.dao.IResultIterator;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import java.io.IOException;
import java.util.Collection;

/** HAPI builds the SQL of a search while the first result is fetched, and again when it widens. */
final class ScopedIterator implements IResultIterator<JpaPid> {
  private final IResultIterator<JpaPid> found;
  private final SearchScope scope;
  private final SearchScopes scopes;

  ScopedIterator(IResultIterator<JpaPid> found, SearchScope scope, SearchScopes scopes) {
    this.found = found;
    this.scope = scope;
    this.scopes = scopes;
  }

  @Override
  public boolean hasNext() {
    return scopes.within(scope, found::hasNext);
  }

  @Override
  public JpaPid next() {
    return scopes.within(scope, found::next);
  }

  @Override
  public Collection<JpaPid> getNextResultBatch(long size) {
    return scopes.within(scope, () -> found.getNextResultBatch(size));
  }

  @Override
  public int getSkippedCount() {
    return found.getSkippedCount();
  }

  @Override
  public int getNonSkippedCount() {
    return found.getNonSkippedCount();
  }

  @Override
  public void close() throws IOException {
    found.close();
  }
}
