// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.FhirTerser;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseReference;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Patient;

/**
 * Which patients a resource names: the owners of its R4 Patient compartments, and the patients of
 * what belongs to a patient without being in the compartment (Device, Binary, a document's
 * entries).
 */
public final class PatientsOf {
  private static final String PATIENT = "Patient";

  private final FhirTerser terser;

  public PatientsOf(FhirContext fhir) {
    this.terser = fhir.newTerser();
  }

  /** Logical ids, sorted; empty for a resource that belongs to the deployment. */
  public Set<String> resource(IBaseResource resource) {
    Set<String> patients = new TreeSet<>();
    if (resource instanceof Patient patient && patient.getIdElement().hasIdPart()) {
      patients.add(patient.getIdElement().getIdPart());
    }
    naming(resource)
        .map(PatientsOf::target)
        .filter(id -> PATIENT.equals(id.getResourceType()) && id.hasIdPart())
        .forEach(id -> patients.add(id.getIdPart()));
    if (resource instanceof Bundle bundle) {
      content(bundle).forEach(entry -> patients.addAll(resource(entry)));
    }
    return patients;
  }

  /** Whether a reference that may name a patient still waits for HAPI to resolve it. */
  boolean waits(IBaseResource resource) {
    return naming(resource)
        .map(reference -> reference.getReferenceElement().getValue())
        .anyMatch(text -> text != null && (text.startsWith("urn:") || text.contains("?")));
  }

  /**
   * Whether a reference in the place of a patient says something, but neither an address of this
   * server's nor that it is somebody else: a name, an identifier, a contained resource.
   */
  boolean mayMeanSomebody(IBaseResource resource) {
    boolean inside =
        resource instanceof Bundle bundle
            && content(bundle).stream().anyMatch(this::mayMeanSomebody);
    return inside
        || naming(resource)
            .filter(reference -> !reference.isEmpty())
            .map(PatientsOf::target)
            .anyMatch(id -> !id.hasResourceType() || !id.hasIdPart());
  }

  private Stream<IBaseReference> naming(IBaseResource resource) {
    Stream<IBaseReference> compartment =
        terser.getCompartmentReferencesForResource(PATIENT, resource, Set.of());
    return Stream.concat(compartment, outsideCompartment(resource));
  }

  private static Stream<IBaseReference> outsideCompartment(IBaseResource resource) {
    if (resource instanceof Device device && device.hasPatient()) {
      return Stream.of(device.getPatient());
    }
    if (resource instanceof Binary binary && binary.hasSecurityContext()) {
      return Stream.of(binary.getSecurityContext());
    }
    return Stream.empty();
  }

  private static IIdType target(IBaseReference reference) {
    IIdType id = reference.getReferenceElement();
    boolean object = !id.hasIdPart() && reference.getResource() != null;
    return object ? reference.getResource().getIdElement() : id;
  }

  private static List<? extends IBaseResource> content(Bundle bundle) {
    return bundle.getEntry().stream()
        .filter(Bundle.BundleEntryComponent::hasResource)
        .map(Bundle.BundleEntryComponent::getResource)
        .toList();
  }
}
