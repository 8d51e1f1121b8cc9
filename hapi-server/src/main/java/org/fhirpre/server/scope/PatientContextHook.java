// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.scope;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Optional;
import org.fhirpre.interceptor.spi.ReaderIdentity;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** Leaves other patients' resources out of what a bearer with {@code patient/} scopes is shown. */
@Interceptor(order = PatientContextHook.BEFORE_RULES)
public final class PatientContextHook {
  static final int BEFORE_RULES = 100;

  private final ReaderIdentity readers;
  private final Compartments compartments;

  PatientContextHook(ReaderIdentity readers, Compartments compartments) {
    this.readers = readers;
    this.compartments = compartments;
  }

  @Hook(Pointcut.STORAGE_PRESHOW_RESOURCES)
  public void leaveOut(IPreResourceShowDetails page, RequestDetails request) {
    Optional<Permissions> permissions =
        readers.of(request).map(reader -> new Permissions(reader, compartments));
    if (permissions.isEmpty() || !Interaction.shows(request)) {
      return;
    }
    for (int i = 0; i < page.size(); i++) {
      IBaseResource resource = page.getResource(i);
      if (resource != null && permissions.get().hides(resource)) {
        page.setResource(i, null);
      }
    }
  }
}
