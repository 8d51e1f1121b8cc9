// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.Optional;
import java.util.Set;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.Labels;

/**
 * Policy attributes of one resource version: all that a decision looks at.
 *
 * @param patients {@code Patient/x} of every patient it names
 * @param effective clinical date, earliest to latest; empty if undated
 * @param authors literal references
 * @param references literal references, without version, of what it refers to and, as far as known,
 *     of what refers to it (relatedness is judged one step in both directions)
 * @param codes codings of its content
 * @param source {@code meta.source}
 */
public record ResourceAttributes(
    String type,
    String id,
    Set<String> patients,
    Labels labels,
    Optional<Range> effective,
    Set<String> authors,
    Set<String> references,
    Set<Label> codes,
    Optional<String> source) {

  public ResourceAttributes {
    patients = Set.copyOf(patients);
    authors = Set.copyOf(authors);
    references = Set.copyOf(references);
    codes = Set.copyOf(codes);
  }

  String reference() {
    return type + "/" + id;
  }
}
