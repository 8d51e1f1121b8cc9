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
 * @param references literal references, without version, of what it refers to
 * @param codes codings of its content
 * @param source {@code meta.source}
 * @param members of a CareTeam or a Group
 * @param relations to resources that it does not refer to itself
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
    Optional<String> source,
    Set<Member> members,
    Relations relations) {

  public ResourceAttributes {
    patients = Set.copyOf(patients);
    authors = Set.copyOf(authors);
    references = Set.copyOf(references);
    codes = Set.copyOf(codes);
    members = Set.copyOf(members);
  }

  /** A resource without members, of which no relations are known. */
  public ResourceAttributes(
      String type,
      String id,
      Set<String> patients,
      Labels labels,
      Optional<Range> effective,
      Set<String> authors,
      Set<String> references,
      Set<Label> codes,
      Optional<String> source) {
    this(
        type,
        id,
        patients,
        labels,
        effective,
        authors,
        references,
        codes,
        source,
        Set.of(),
        Relations.NONE);
  }

  public ResourceAttributes with(Relations known) {
    return new ResourceAttributes(
        type, id, patients, labels, effective, authors, references, codes, source, members, known);
  }

  public ResourceAttributes with(Labels others) {
    return new ResourceAttributes(
        type,
        id,
        patients,
        others,
        effective,
        authors,
        references,
        codes,
        source,
        members,
        relations);
  }

  public ResourceAttributes with(Set<Member> known) {
    return new ResourceAttributes(
        type,
        id,
        patients,
        labels,
        effective,
        authors,
        references,
        codes,
        source,
        known,
        relations);
  }

  /** {@code Type/id}. */
  public String reference() {
    return type + "/" + id;
  }
}
