// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.scope;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.bulk.BulkExportJobParameters;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import java.util.List;
import org.fhirpre.interceptor.egress.ExportDoor;
import org.fhirpre.interceptor.spi.ReaderIdentity;
import org.fhirpre.server.scope.SmartScope.Right;
import org.fhirpre.server.web.Outcome;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** Keeps a bulk export to what the scopes of its requester allow, type by type, then one by one. */
@Interceptor(order = ExportScopeHook.BEFORE_GRANTS)
public final class ExportScopeHook {
  static final int BEFORE_GRANTS = 500;
  private static final String TYPES = "_type";

  private final ReaderIdentity readers;
  private final Compartments compartments;
  private final ExportDoor exports;

  ExportScopeHook(ReaderIdentity readers, Compartments compartments, ExportDoor exports) {
    this.readers = readers;
    this.compartments = compartments;
    this.exports = exports;
  }

  /**
   * A type that was asked for and may not be read is refused; of all types those are taken that
   * may.
   */
  @Hook(Pointcut.STORAGE_PRE_INITIATE_BULK_EXPORT)
  public void begin(BulkExportJobParameters export, RequestDetails request) {
    List<String> asked = export.getResourceTypes();
    List<String> allowed =
        readers.of(request).map(reader -> new Permissions(reader, compartments)).stream()
            .flatMap(who -> asked.stream().filter(type -> who.mayTouch(Right.READ, type)))
            .toList();
    boolean named = request.getParameters().containsKey(TYPES);
    if (allowed.isEmpty() || (named && allowed.size() < asked.size())) {
      throw new ForbiddenOperationException(Outcome.FORBIDDEN.text(), Outcome.FORBIDDEN.toFhir());
    }
    export.setResourceTypes(allowed);
  }

  @Hook(Pointcut.STORAGE_BULK_EXPORT_RESOURCE_INCLUSION)
  public boolean mayLeave(BulkExportJobParameters export, IBaseResource resource) {
    return exports
        .requester(export)
        .filter(reader -> new Permissions(reader, compartments).may(Right.READ, resource))
        .isPresent();
  }
}
