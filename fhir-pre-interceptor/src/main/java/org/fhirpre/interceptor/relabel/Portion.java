// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.relabel;

import ca.uhn.fhir.model.api.IModelJson;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.fhirpre.interceptor.jdbc.VersionRows.Span;

/** What one chunk of a job works on: numbers of rows. HAPI stores it readable. */
public final class Portion implements IModelJson {
  @JsonProperty("first")
  private long first;

  @JsonProperty("last")
  private long last;

  static Portion of(Span span) {
    Portion portion = new Portion();
    portion.first = span.first();
    portion.last = span.last();
    return portion;
  }

  Span span() {
    return new Span(first, last);
  }
}
