// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.demo;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import org.fhirpre.server.start.FirstStep;
import org.hl7.fhir.r4.model.Resource;

/** Creates at start those of {@link DemoSubjects} who are not there yet. */
final class DemoPeople implements FirstStep {
  private final DaoRegistry daos;

  DemoPeople(DaoRegistry daos) {
    this.daos = daos;
  }

  @Override
  public void run() {
    DemoSubjects.resources().forEach(this::createIfAbsent);
  }

  private void createIfAbsent(Resource resource) {
    IFhirResourceDao<Resource> dao = daos.getResourceDao(resource);
    SystemRequestDetails request = new SystemRequestDetails();
    try {
      dao.read(resource.getIdElement(), request);
    } catch (ResourceNotFoundException | ResourceGoneException absent) {
      dao.update(resource, new SystemRequestDetails());
    }
  }
}
