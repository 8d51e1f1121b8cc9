// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import java.util.Optional;
import java.util.Set;
import org.fhirpre.consent.ResourceAttributes;
import org.fhirpre.interceptor.spi.ServerSeal;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.Labels;

/** Texts of rows with a policy of one's choice. */
public final class StoredTexts {
  public static final String TYPE = "Observation";
  public static final long VERSION = 3;

  private final StoredEnvelope bare = TestRecords.valid();
  private final ServerSeal seal;

  public StoredTexts(ServerSeal seal) {
    this.seal = seal;
  }

  /** Logical id that the record is bound to. */
  public String id() {
    return bare.header().id();
  }

  public String text(Labels labels, Label... codes) {
    ResourceAttributes attributes =
        new ResourceAttributes(
            TYPE,
            id(),
            Set.of("Patient/p"),
            labels,
            Optional.empty(),
            Set.of(),
            Set.of(),
            Set.of(codes),
            Optional.empty());
    byte[] policy = new Policy(attributes, "{\"resourceType\":\"Observation\"}", false).toBytes();
    byte[] sealed = seal.seal(policy, Digests.policyData(bare.header(), bare.jwe()));
    StoredEnvelope record =
        new StoredEnvelope(
            bare.header(), bare.jwe(), bare.shares(), bare.signature(), Bytes.of(sealed));
    return Address.text(TYPE, record.toBytes());
  }
}
