// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.bulk.BulkExportJobParameters;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fhirpre.interceptor.body.ExportFile;
import org.fhirpre.interceptor.body.HookOrder;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.body.SealedTypes;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.requester.KeptRequesters;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.terminology.Protection;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;

/**
 * Bulk export for the one who asked: each sealed resource is decided when it is written out, and
 * re-encrypted to that reader; what is denied is absent. Types that the server itself reads are
 * left out, since the files would hold them readable. On the JPA service.
 */
@Interceptor(order = HookOrder.NET)
public final class ExportDoor {
  private static final String REQUESTER = "fhirpre-requester";
  private static final String TYPES = "_type";

  private final KeptRequesters requesters;
  private final LaterView view;

  public ExportDoor(KeptRequesters requesters, LaterView view) {
    this.requesters = requesters;
    this.view = view;
  }

  /** Who asked for an export, as the token said it. */
  public Optional<Reader> requester(BulkExportJobParameters export) {
    return kept(export).flatMap(requesters::ofToken);
  }

  @Hook(Pointcut.STORAGE_INITIATE_BULK_EXPORT)
  public void begin(BulkExportJobParameters export, RequestDetails request) {
    String kept = requesters.keep(request).orElseThrow(FhirErrors::unauthenticated);
    List<String> types =
        export.getResourceTypes().stream().filter(type -> !isServers(type)).toList();
    boolean named = request.getParameters().containsKey(TYPES);
    if (types.isEmpty() || (named && types.size() < export.getResourceTypes().size())) {
      throw FhirErrors.notSupported("A type that was asked for cannot be exported");
    }
    refuseUnknown(export, requesters.now(kept).orElseThrow());
    export.setResourceTypes(types);
    export.setUserData(REQUESTER, kept);
    export.setBinarySecurityContextIdentifierSystem(ExportFile.OWNER);
    export.setBinarySecurityContextIdentifierValue(
        requesters.ofToken(kept).map(Reader::subject).orElseThrow());
  }

  @Hook(Pointcut.STORAGE_BULK_EXPORT_RESOURCE_INCLUSION)
  public boolean mayLeave(BulkExportJobParameters export, IBaseResource resource) {
    if (SealedRecord.of(resource).isEmpty()) {
      return LaterView.isClear(resource);
    }
    return kept(export)
        .flatMap(requesters::now)
        .filter(reader -> view.reencrypt(reader, (Resource) resource))
        .isPresent();
  }

  // HAPI has looked: what does not exist was refused in the same words
  private void refuseUnknown(BulkExportJobParameters export, Reader reader) {
    Stream.concat(export.getPatientIds().stream(), Stream.ofNullable(export.getGroupId()))
        .map(IdType::new)
        .filter(id -> !view.mayKnow(reader, id))
        .findAny()
        .ifPresent(
            hidden -> {
              throw FhirErrors.absentOrDenied();
            });
  }

  private static Optional<String> kept(BulkExportJobParameters export) {
    return Optional.ofNullable(export.getUserData())
        .map(data -> data.get(REQUESTER))
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  private static boolean isServers(String type) {
    return SealedTypes.protection(type) == Protection.SERVER_SEALED;
  }
}
