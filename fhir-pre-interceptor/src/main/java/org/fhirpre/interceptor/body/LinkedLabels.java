// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.terminology.LabelContext;
import org.fhirpre.terminology.LabelGround;
import org.fhirpre.terminology.LabelLinks;
import org.fhirpre.terminology.LabelPolicy;
import org.fhirpre.terminology.Labels;
import org.fhirpre.terminology.Protection;
import org.fhirpre.terminology.SecurityLabeler;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Labels that a resource takes from those that it refers to: from the entries of the transaction
 * that brings it, by their own codes, and from what is stored, by the labels sealed there.
 *
 * <p>Fails closed: labels of a stored target that cannot be read abort the write. A target that
 * does not exist gives nothing; whether it may be missing is the host's business.
 */
public final class LinkedLabels {
  private final SecurityLabeler labeler;
  private final LabelPolicy policy;
  private final Supplier<DaoRegistry> daos;

  /**
   * @param daos late, because HAPI's DAOs need the interceptors that need this
   */
  public LinkedLabels(SecurityLabeler labeler, LabelPolicy policy, Supplier<DaoRegistry> daos) {
    this.labeler = labeler;
    this.policy = policy;
    this.daos = daos;
  }

  List<LabelGround> of(Resource resource) {
    LabelLinks links = LabelLinks.of(resource);
    List<LabelGround> grounds = new ArrayList<>();
    links.listed().forEach(reference -> grounds.addAll(grounds(reference, type -> true)));
    links.others().forEach(reference -> grounds.addAll(grounds(reference, policy::inheritsFrom)));
    return grounds;
  }

  private List<LabelGround> grounds(Reference reference, Predicate<String> taken) {
    // HAPI's parser ties references to the other entries of a Bundle.
    if (reference.getResource() instanceof Resource entry) {
      String type = entry.fhirType();
      return taken.test(type)
          ? LabelGround.ofLink(labeler.label(entry, LabelContext.none()), type)
          : List.of();
    }
    IIdType id = reference.getReferenceElement();
    String type = id.getResourceType();
    if (type == null || !id.hasIdPart() || !taken.test(type)) {
      return List.of();
    }
    return stored(type, id)
        .map(labels -> LabelGround.ofLink(labels, type + "/" + id.getIdPart()))
        .orElse(List.of());
  }

  private Optional<Labels> stored(String type, IIdType id) {
    if (SealedTypes.protection(type) == Protection.SERVER_SEALED) {
      return Optional.empty();
    }
    try {
      IBaseResource target =
          daos.get()
              .getResourceDao(type)
              .read(id.toUnqualifiedVersionless(), new SystemRequestDetails());
      return Optional.of(labels((Resource) target));
    } catch (ResourceNotFoundException | ResourceGoneException absent) {
      return Optional.empty();
    }
  }

  private Labels labels(Resource target) {
    Optional<SealedRecord> record = SealedRecord.of(target);
    if (record.isPresent()) {
      return record.get().attributes().labels();
    }
    if (SealedTypes.always(target.fhirType())) {
      throw FhirErrors.internal("open-failed", "A resource that this one refers to is unreadable");
    }
    return labeler.label(target, LabelContext.none());
  }
}
