// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.relabel;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.ArrayList;
import java.util.List;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.egress.Access;
import org.fhirpre.interceptor.egress.AccessDecision;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.keys.Readers;
import org.fhirpre.interceptor.spi.Reader;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;

/**
 * {@code Patient/{id}/$relabel-pending}: what waits for being sealed anew. The patient gets all of
 * it, anybody else what they may read; who may read none of it gets the uniform 404.
 */
public final class PendingOperation {
  private final PendingResources pending;
  private final AccessDecision decision;
  private final Readers readers;

  public PendingOperation(PendingResources pending, AccessDecision decision, Readers readers) {
    this.pending = pending;
    this.decision = decision;
    this.readers = readers;
  }

  /** References. */
  @Operation(name = "$relabel-pending", typeName = "Patient", idempotent = true)
  public Parameters pending(@IdParam IdType id, RequestDetails request) {
    Reader reader = readers.require(request);
    List<SealedRecord> all = pending.of(id.getIdPart());
    boolean self = reader.subject().equals("Patient/" + id.getIdPart());
    List<SealedRecord> shown = self ? all : open(reader, all);
    if (!self && shown.isEmpty()) {
      throw FhirErrors.absentOrDenied();
    }
    Parameters answer = new Parameters();
    for (SealedRecord record : shown) {
      answer
          .addParameter()
          .setName("resource")
          .setValue(new Reference(record.type() + "/" + record.id()));
    }
    return answer;
  }

  private List<SealedRecord> open(Reader reader, List<SealedRecord> all) {
    List<Access> decisions = decision.decide(reader, all);
    List<SealedRecord> open = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (decisions.get(i).kind() != Access.Kind.WITHHELD) {
        open.add(all.get(i));
      }
    }
    return open;
  }
}
