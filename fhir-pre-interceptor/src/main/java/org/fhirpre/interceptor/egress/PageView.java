// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.body.SealedTypes;
import org.fhirpre.interceptor.body.ServerRecord;
import org.fhirpre.interceptor.body.Unreadable;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.AuditTrail.Entry;
import org.fhirpre.interceptor.spi.AuditTrail.Kind;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.interceptor.spi.ReaderIdentity;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one reader sees of one page. Sealed shells get their envelopes; what the reader may not
 * have, what was altered, and what is readable although its type is sealed, is left out.
 */
public final class PageView {
  private static final Logger log = LoggerFactory.getLogger(PageView.class);

  /** HAPI's mark on the files of its own export jobs. */
  private static final String EXPORT_FILE = "https://hapifhir.org/NamingSystem/bulk-export-job-id";

  private final Optional<ReaderIdentity> readers;
  private final AccessDecision decision;
  private final PageReencryptor reencryptor;
  private final ServerSealedAccess serverSealed;
  private final AuditTrail audit;
  private final NewestLabels newest;
  private final Connections connections = new Connections(FhirContext.forR4Cached());

  public PageView(
      Optional<ReaderIdentity> readers,
      AccessDecision decision,
      PageReencryptor reencryptor,
      ServerSealedAccess serverSealed,
      AuditTrail audit,
      NewestLabels newest) {
    this.readers = readers;
    this.decision = decision;
    this.reencryptor = reencryptor;
    this.serverSealed = serverSealed;
    this.audit = audit;
    this.newest = newest;
  }

  /**
   * Changes shells in place and marks what may leave.
   *
   * @return the objects that may leave, by identity
   */
  Set<IBaseResource> show(List<IBaseResource> page, RequestDetails request) {
    Optional<Reader> reader = readers.flatMap(identity -> identity.of(request));
    Set<IBaseResource> shown = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Resource> shells = new ArrayList<>();
    List<Resource> deletions = new ArrayList<>();
    for (IBaseResource each : page) {
      Resource resource = (Resource) each;
      if (SealedRecord.of(resource).isPresent()) {
        shells.add(resource);
      } else if (ResourceMetadataKeyEnum.DELETED_AT.get(resource) != null) {
        deletions.add(resource);
      } else if (isReadable(resource, reader)) {
        shown.add(resource);
      }
    }
    reader.ifPresent(known -> shown.addAll(reencrypt(known, shells, request)));
    if (shown.size() < page.size() && !Interactions.isSingle(request)) {
      connections.removeStrays(shown, page, request);
    }
    shown.addAll(visible(deletions, shown));
    record(page, shown, reader, request);
    shown.forEach(Shown::mark);
    return shown;
  }

  private boolean isReadable(Resource resource, Optional<Reader> reader) {
    if (Unreadable.is(resource)) {
      return false;
    }
    Optional<ServerRecord> record = ServerRecord.of(resource);
    if (record.isEmpty()) {
      return !SealedTypes.always(resource.fhirType()) || isExportFile(resource);
    }
    if (!record.get().belongsTo(resource)) {
      log.error("stored body belongs to another row type={}", resource.fhirType());
      return false;
    }
    return reader.filter(known -> serverSealed.mayRead(known, resource)).isPresent();
  }

  private List<Resource> reencrypt(Reader reader, List<Resource> shells, RequestDetails request) {
    List<Resource> bound = new ArrayList<>(shells.stream().filter(PageView::isBound).toList());
    if (bound.isEmpty()) {
      return List.of();
    }
    List<SealedRecord> records = judged(bound, request);
    AbsentWork.spent(request);
    List<Optional<Envelope>> envelopes =
        reencryptor.envelopes(records, decision.decide(reader, records));
    List<Resource> shown = new ArrayList<>();
    for (int i = 0; i < bound.size(); i++) {
      Resource shell = bound.get(i);
      envelopes
          .get(i)
          .ifPresent(
              envelope -> {
                envelope.putOn(shell);
                shown.add(shell);
              });
    }
    return shown;
  }

  /** Takes out of the page what cannot be judged. */
  private List<SealedRecord> judged(List<Resource> bound, RequestDetails request) {
    List<SealedRecord> records =
        bound.stream().map(shell -> SealedRecord.of(shell).orElseThrow()).toList();
    List<Optional<SealedRecord>> judged = newest.judged(records, request);
    for (int i = judged.size() - 1; i >= 0; i--) {
      if (judged.get(i).isEmpty()) {
        bound.remove(i);
      }
    }
    return judged.stream().flatMap(Optional::stream).toList();
  }

  // The client checks the same without trusting us; here it is noticed and logged.
  private static boolean isBound(Resource shell) {
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

  // A deletion in a history says that the resource existed: to those who saw a version of it.
  private static List<Resource> visible(List<Resource> deletions, Set<IBaseResource> shown) {
    Set<String> known = new HashSet<>();
    shown.forEach(resource -> known.add(reference(resource)));
    return deletions.stream()
        .filter(
            deleted ->
                !SealedTypes.possible(deleted.fhirType()) || known.contains(reference(deleted)))
        .toList();
  }

  private static boolean isExportFile(Resource resource) {
    return resource instanceof Binary && resource.getMeta().hasExtension(EXPORT_FILE);
  }

  private void record(
      List<IBaseResource> page,
      Set<IBaseResource> shown,
      Optional<Reader> reader,
      RequestDetails request) {
    List<String> read = new ArrayList<>();
    List<String> denied = new ArrayList<>();
    for (IBaseResource resource : page) {
      if (SealedTypes.possible(resource.fhirType())) {
        (shown.contains(resource) ? read : denied).add(reference(resource));
      }
    }
    String interaction = Interactions.code(request);
    if (!read.isEmpty()) {
      audit.record(new Entry(Kind.READ, reader, interaction, read));
    }
    if (!denied.isEmpty()) {
      audit.record(new Entry(Kind.DENIAL, reader, interaction, denied));
    }
  }

  private static String reference(IBaseResource resource) {
    return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
  }
}
