// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.body.SealedTypes;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.AuditTrail.Entry;
import org.fhirpre.interceptor.spi.AuditTrail.Kind;
import org.fhirpre.interceptor.spi.Reader;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;

/**
 * What one reader sees of one page. Sealed shells get their envelopes; what the reader may not
 * have, what was altered, and what is readable although its type is sealed, is left out.
 */
public final class PageView {
  private final Permits permits;
  private final PageReencryptor reencryptor;
  private final AuditTrail audit;
  private final Connections connections = new Connections(FhirContext.forR4Cached());

  public PageView(Permits permits, PageReencryptor reencryptor, AuditTrail audit) {
    this.permits = permits;
    this.reencryptor = reencryptor;
    this.audit = audit;
  }

  /**
   * Changes shells in place and marks what may leave.
   *
   * @return the objects that may leave, by identity
   */
  Set<IBaseResource> show(List<IBaseResource> page, RequestDetails request) {
    Set<IBaseResource> shown = permits.page(page, request);
    reencrypt(shown);
    if (shown.size() < page.size() && !Interactions.isSingle(request)) {
      connections.removeStrays(shown, page, request);
    }
    shown.addAll(visible(deletions(page), shown));
    record(page, shown, permits.reader(request), request);
    shown.forEach(Shown::mark);
    return shown;
  }

  /** Puts envelopes on the shells; one that has none to put on is taken out. */
  private void reencrypt(Set<IBaseResource> permitted) {
    List<Resource> shells =
        permitted.stream()
            .filter(each -> SealedRecord.of(each).isPresent())
            .map(Resource.class::cast)
            .toList();
    List<Optional<Envelope>> envelopes =
        reencryptor.envelopes(
            shells.stream().map(shell -> SealedRecord.of(shell).orElseThrow()).toList(),
            shells.stream().map(shell -> Access.of(shell).orElseThrow()).toList());
    for (int i = 0; i < shells.size(); i++) {
      Resource shell = shells.get(i);
      if (envelopes.get(i).isPresent()) {
        envelopes.get(i).get().putOn(shell);
      } else {
        permitted.remove(shell);
      }
    }
  }

  private static List<Resource> deletions(List<IBaseResource> page) {
    return page.stream()
        .map(Resource.class::cast)
        .filter(
            each ->
                SealedRecord.of(each).isEmpty()
                    && ResourceMetadataKeyEnum.DELETED_AT.get(each) != null)
        .toList();
  }

  // A deletion in a history says that the resource existed: to those who saw a version of it.
  private static List<Resource> visible(List<Resource> deletions, Set<IBaseResource> shown) {
    Set<String> known = new HashSet<>();
    shown.forEach(resource -> known.add(Permits.reference(resource)));
    return deletions.stream()
        .filter(
            deleted ->
                !SealedTypes.possible(deleted.fhirType())
                    || known.contains(Permits.reference(deleted)))
        .toList();
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
        (shown.contains(resource) ? read : denied).add(Permits.reference(resource));
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
}
