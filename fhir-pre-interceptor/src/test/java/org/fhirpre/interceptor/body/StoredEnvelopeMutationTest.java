// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.consent.ResourceAttributes;
import org.fhirpre.crypto.PreException;
import org.fhirpre.interceptor.body.SealedRecord.StoredShare;
import org.fhirpre.interceptor.memory.TinkSeal;
import org.fhirpre.terminology.Labels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Every single bit of a stored record matters: none can be flipped and still be shown. */
class StoredEnvelopeMutationTest {
  private final TinkSeal seal = new TinkSeal();
  private final BodyStore store = new BodyStore(FhirContext.forR4Cached(), seal);

  @BeforeEach
  void thousands_of_refusals_are_not_printed() {
    LoggingSystem.get(BodyStore.class.getClassLoader())
        .setLogLevel(BodyStore.class.getName(), LogLevel.OFF);
  }

  @AfterEach
  void print_again() {
    LoggingSystem.get(BodyStore.class.getClassLoader())
        .setLogLevel(BodyStore.class.getName(), null);
  }

  @Test
  void no_record_with_a_flipped_bit_is_readable() {
    byte[] valid = record();
    assertThat(isReadable(valid)).isTrue();
    for (int bit = 0; bit < valid.length * Byte.SIZE; bit++) {
      byte[] changed = valid.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(isReadable(changed)).as("bit %s", bit).isFalse();
    }
  }

  private byte[] record() {
    StoredEnvelope bare = TestRecords.valid();
    ResourceAttributes attributes =
        new ResourceAttributes(
            "Observation",
            bare.header().id(),
            Set.of("Patient/p"),
            Labels.NORMAL,
            Optional.empty(),
            Set.of(),
            Set.of(),
            Set.of(),
            Optional.empty());
    byte[] policy = new Policy(attributes, "{\"resourceType\":\"Observation\"}", false).toBytes();
    assertThat(new String(policy, UTF_8)).contains("Patient/p");
    byte[] sealed = seal.seal(policy, Digests.policyData(bare.header(), bare.jwe()));
    return new StoredEnvelope(
            bare.header(), bare.jwe(), bare.shares(), bare.signature(), Bytes.of(sealed))
        .toBytes();
  }

  // The signature is for the reader to verify: it holds no more and no less than it signs.
  private boolean isReadable(byte[] record) {
    Optional<SealedRecord> read =
        SealedRecord.of(store.fetchResource(Address.text("Observation", record)));
    return read.filter(found -> found.signature().equals("h..s"))
        .filter(found -> found.shares().stream().allMatch(this::restores))
        .isPresent();
  }

  private boolean restores(StoredShare share) {
    try {
      return share.capsule().restore(TestRecords.MARK, share.segment()) != null;
    } catch (PreException altered) {
      return false;
    }
  }
}
