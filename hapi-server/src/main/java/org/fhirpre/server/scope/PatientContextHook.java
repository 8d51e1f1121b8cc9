// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.scope;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Optional;
import java.util.function.Predicate;
import org.fhirpre.interceptor.spi.ReadLimit;
import org.fhirpre.interceptor.spi.ReaderIdentity;
import org.fhirpre.server.scope.SmartScope.Right;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * Leaves other patients' resources out of what a bearer with {@code patient/} scopes is shown, and
 * out of searches what no scope covers.
 */
@Interceptor(order = PatientContextHook.BEFORE_RULES)
public final class PatientContextHook implements ReadLimit {
  static final int BEFORE_RULES = 100;

  private final ReaderIdentity readers;
  private final Compartments compartments;

  PatientContextHook(ReaderIdentity readers, Compartments compartments) {
    this.readers = readers;
    this.compartments = compartments;
  }

  @Override
  public Predicate<IBaseResource> hides(RequestDetails request) {
    return permissions(request)
        .<Predicate<IBaseResource>>map(
            known -> found -> !known.may(Right.READ, found) && !known.may(Right.SEARCH, found))
        .orElse(found -> true);
  }

  private Optional<Permissions> permissions(RequestDetails request) {
    return readers.of(request).map(reader -> new Permissions(reader, compartments));
  }

  @Hook(Pointcut.STORAGE_PRESHOW_RESOURCES)
  public void leaveOut(IPreResourceShowDetails page, RequestDetails request) {
    Optional<Permissions> permissions = permissions(request);
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
