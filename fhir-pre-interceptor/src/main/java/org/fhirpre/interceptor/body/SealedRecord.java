// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import java.util.List;
import org.fhirpre.consent.ResourceAttributes;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.StoredCapsule;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * One stored version of a patient-sealed resource, as it lies in its row (docs/spec/envelope.md).
 *
 * @param type FHIR type
 * @param id logical id that the content is bound to ({@code res} of the JWE header)
 * @param version version that the content is bound to ({@code ver})
 * @param jwe compact JWE
 * @param signature detached JWS of the writer
 * @param shares in the order of the record
 * @param attributes opened policy attributes; never leave the server
 * @param relabelled whether labels were added after it was sealed, so that its capsules lie in
 *     other key segments than its labels call for
 */
public record SealedRecord(
    String type,
    String id,
    long version,
    String jwe,
    String signature,
    List<StoredShare> shares,
    ResourceAttributes attributes,
    boolean relabelled) {

  private static final String KEY = SealedRecord.class.getName();

  public SealedRecord {
    shares = List.copyOf(shares);
  }

  /** Segments of the shares, in their order. */
  public List<SegmentId> segments() {
    return shares.stream().map(StoredShare::segment).toList();
  }

  /** One share: the segment and its capsule with the proxy's check mark. */
  public record StoredShare(SegmentId segment, StoredCapsule capsule) {}

  /** The same with other policy attributes. */
  public SealedRecord with(ResourceAttributes others) {
    return new SealedRecord(type, id, version, jwe, signature, shares, others, relabelled);
  }

  /** Puts this record on the shell that HAPI carries around. */
  public void attachTo(IBaseResource shell) {
    shell.setUserData(KEY, this);
  }

  /** The record behind a shell that this server made; empty for every other resource. */
  public static java.util.Optional<SealedRecord> of(IBaseResource resource) {
    return java.util.Optional.ofNullable((SealedRecord) resource.getUserData(KEY));
  }
}
