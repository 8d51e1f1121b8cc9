// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.fhirpre.interceptor.body.ExportFile;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.body.SealedTypes;
import org.fhirpre.interceptor.body.ServerRecord;
import org.fhirpre.interceptor.body.Unreadable;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.jdbc.StoreUnavailable;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.AuditTrail.Entry;
import org.fhirpre.interceptor.spi.AuditTrail.Kind;
import org.fhirpre.interceptor.spi.ReadLimit;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.interceptor.spi.ReaderIdentity;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what a reader may have: of what a search found, before a page is cut, and of a page before
 * it is shown. A decision stays with its object, so that none is made twice. Thread-safe.
 */
public final class Permits {
  private static final Logger log = LoggerFactory.getLogger(Permits.class);

  private final Optional<ReaderIdentity> readers;
  private final AccessDecision decision;
  private final ServerSealedAccess serverSealed;
  private final NewestLabels newest;
  private final AuditTrail audit;
  private final Supplier<List<ReadLimit>> limits;

  /**
   * @param limits asked late, because a host's hooks depend on much
   */
  public Permits(
      Optional<ReaderIdentity> readers,
      AccessDecision decision,
      ServerSealedAccess serverSealed,
      NewestLabels newest,
      AuditTrail audit,
      Supplier<List<ReadLimit>> limits) {
    this.readers = readers;
    this.decision = decision;
    this.serverSealed = serverSealed;
    this.newest = newest;
    this.audit = audit;
    this.limits = limits;
  }

  /** Those of a search's results that its reader may have, by identity. */
  public Set<IBaseResource> results(List<IBaseResource> found, RequestDetails request) {
    try {
      return decided(found, request);
    } catch (StoreUnavailable away) {
      throw FhirErrors.storeUnavailable(); // HAPI would hide it in a failure of its own
    }
  }

  private Set<IBaseResource> decided(List<IBaseResource> found, RequestDetails request) {
    List<Predicate<IBaseResource>> hides =
        limits.get().stream().map(limit -> limit.hides(request)).toList();
    List<IBaseResource> asked =
        found.stream().filter(each -> hides.stream().noneMatch(it -> it.test(each))).toList();
    Set<IBaseResource> permitted = page(asked, request);
    recordDenials(found, permitted, request);
    return permitted;
  }

  /** Those of a page that its reader may have, by identity; of sealed ones by a live grant. */
  Set<IBaseResource> page(List<IBaseResource> page, RequestDetails request) {
    Optional<Reader> reader = reader(request);
    Set<IBaseResource> permitted = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Resource> undecided = new ArrayList<>();
    for (IBaseResource each : page) {
      Resource resource = (Resource) each;
      if (SealedRecord.of(resource).isEmpty()) {
        if (isReadable(resource, reader)) {
          permitted.add(resource);
        }
      } else if (Access.of(resource).isEmpty() && isBound(resource)) {
        undecided.add(resource);
      }
    }
    reader.ifPresent(known -> decide(known, undecided, request));
    page.stream()
        .filter(each -> Access.of(each).filter(it -> it.kind() != Access.Kind.WITHHELD).isPresent())
        .forEach(permitted::add);
    return permitted;
  }

  Optional<Reader> reader(RequestDetails request) {
    return readers.flatMap(identity -> identity.of(request));
  }

  private void decide(Reader reader, List<Resource> shells, RequestDetails request) {
    List<Resource> judged = new ArrayList<>();
    List<SealedRecord> records = new ArrayList<>();
    List<Optional<SealedRecord>> all =
        newest.judged(
            shells.stream().map(shell -> SealedRecord.of(shell).orElseThrow()).toList(), request);
    for (int i = 0; i < shells.size(); i++) {
      if (all.get(i).isPresent()) {
        judged.add(shells.get(i));
        records.add(all.get(i).get());
      }
    }
    if (judged.isEmpty()) {
      return;
    }
    AbsentWork.spent(request);
    List<Access> decisions = decision.decide(reader, records);
    for (int i = 0; i < judged.size(); i++) {
      decisions.get(i).attachTo(judged.get(i));
    }
  }

  private boolean isReadable(Resource resource, Optional<Reader> reader) {
    if (Unreadable.is(resource) || ResourceMetadataKeyEnum.DELETED_AT.get(resource) != null) {
      return false;
    }
    Optional<ServerRecord> record = ServerRecord.of(resource);
    if (record.isEmpty()) {
      return !SealedTypes.always(resource.fhirType()) || isFileOf(reader, resource);
    }
    if (!record.get().belongsTo(resource)) {
      log.error("stored body belongs to another row type={}", resource.fhirType());
      return false;
    }
    return reader.filter(known -> serverSealed.mayRead(known, resource)).isPresent();
  }

  // The client checks the same without trusting us; here it is noticed and logged.
  static boolean isBound(Resource shell) {
    SealedRecord record = SealedRecord.of(shell).orElseThrow();
    boolean bound =
        record.type().equals(shell.fhirType())
            && record.id().equals(shell.getIdElement().getIdPart())
            && Long.toString(record.version()).equals(shell.getIdElement().getVersionIdPart());
    if (!bound) {
      log.error("stored body belongs to another row type={}", shell.fhirType());
    }
    return bound;
  }

  private static boolean isFileOf(Optional<Reader> reader, Resource resource) {
    Optional<String> owner = ExportFile.owner(resource);
    return owner.isPresent() && owner.equals(reader.map(Reader::subject));
  }

  private void recordDenials(
      List<IBaseResource> found, Set<IBaseResource> permitted, RequestDetails request) {
    List<String> denied =
        found.stream()
            .filter(each -> !permitted.contains(each) && SealedTypes.possible(each.fhirType()))
            .map(Permits::reference)
            .toList();
    if (!denied.isEmpty()) {
      String interaction = Interactions.code(request);
      audit.record(new Entry(Kind.DENIAL, reader(request), interaction, denied));
    }
  }

  static String reference(IBaseResource resource) {
    return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
  }
}
