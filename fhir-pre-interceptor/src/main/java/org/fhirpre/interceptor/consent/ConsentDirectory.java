// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.fhirpre.consent.Directory;
import org.fhirpre.consent.GranteeKey;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.interceptor.body.StoredSegments;
import org.fhirpre.interceptor.jdbc.HapiResources;
import org.fhirpre.interceptor.jdbc.PatientStore;
import org.fhirpre.interceptor.spi.KeyDirectory;
import org.fhirpre.terminology.Protection;
import org.fhirpre.terminology.ResourceTypes;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;

/** {@link Directory} of this server: what its own references name. */
public final class ConsentDirectory implements Directory {
  private static final String PATIENT = "Patient";

  /** Whom a Consent may name by identifier alone, as HL7 FAST does. */
  private static final List<String> ACTORS =
      List.of(
          PATIENT,
          "RelatedPerson",
          "Practitioner",
          "PractitionerRole",
          "Organization",
          "HealthcareService");

  private final HapiResources resources;
  private final PatientStore patients;
  private final KeyDirectory keys;
  private final IdentifierSearch identifiers;
  private final String serverBase;

  public ConsentDirectory(
      HapiResources resources,
      PatientStore patients,
      KeyDirectory keys,
      IdentifierSearch identifiers,
      String serverBase) {
    this.resources = resources;
    this.patients = patients;
    this.keys = keys;
    this.identifiers = identifiers;
    this.serverBase = serverBase.endsWith("/") ? serverBase : serverBase + "/";
  }

  @Override
  public Optional<String> resolve(Reference reference) {
    String literal = reference.getReference();
    if (literal == null || literal.isEmpty()) {
      return logical(reference);
    }
    IdType id =
        new IdType(
            literal.startsWith(serverBase) ? literal.substring(serverBase.length()) : literal);
    boolean local = id.hasResourceType() && id.hasIdPart() && !id.hasBaseUrl();
    return local ? existing(id.getResourceType(), id.getIdPart()) : Optional.empty();
  }

  private Optional<String> existing(String type, String id) {
    boolean exists = resources.exists(type, id);
    boolean enrolled = !type.equals(PATIENT) || patients.find(id).isPresent();
    return exists && enrolled ? Optional.of(type + "/" + id) : Optional.empty();
  }

  /** By identifier: the only one of its type or, without a type, of all that may be meant. */
  private Optional<String> logical(Reference reference) {
    Identifier identifier = reference.getIdentifier();
    if (!identifier.hasSystem() || !identifier.hasValue()) {
      return Optional.empty();
    }
    List<String> types =
        reference.hasType()
            ? Stream.of(reference.getType()).filter(ConsentDirectory::searchable).toList()
            : ACTORS;
    List<String> found =
        types.stream()
            .flatMap(
                type ->
                    identifiers.find(type, identifier.getSystem(), identifier.getValue()).stream()
                        .map(id -> type + "/" + id))
            .toList();
    return found.size() == 1 ? existing(found.get(0)) : Optional.empty();
  }

  /** Stored in clear, or named in Consents and found through the blind index. */
  private static boolean searchable(String type) {
    return ACTORS.contains(type)
        || ResourceTypes.find(type).filter(row -> row.protection() == Protection.CLEAR).isPresent();
  }

  private Optional<String> existing(String literal) {
    IdType id = new IdType(literal);
    return existing(id.getResourceType(), id.getIdPart());
  }

  @Override
  public Set<SegmentId> segmentsOf(String reference) {
    IdType id = new IdType(reference);
    return StoredSegments.of(resources.texts(id.getResourceType(), id.getIdPart()));
  }

  @Override
  public Optional<GranteeKey> receivingKey(String subject) {
    return keys.receivingKey(subject);
  }
}
