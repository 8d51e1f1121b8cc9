// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.fhirpre.crypto.ConsentContext;
import org.fhirpre.crypto.ReencryptedCapsule;
import org.fhirpre.crypto.Reencryption;
import org.fhirpre.crypto.SealedKey;
import org.fhirpre.crypto.SegmentKey;
import org.fhirpre.crypto.Share;
import org.fhirpre.crypto.StorageMacKey;
import org.fhirpre.crypto.StoredCapsule;
import org.fhirpre.crypto.TerminalSecretKey;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.crypto.VerifiedKeyFrag;
import org.fhirpre.interceptor.stage.Stage;
import org.fhirpre.interceptor.stage.TestDatabase;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Facet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransformsTest {
  private final Stage stage = new Stage(TestDatabase.H2);
  private final Umbral umbral = Umbral.create(new SecureRandom());
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final SegmentKey segment =
      stage.directory().openSegment("p", Facet.of("N"), ClassGroup.OTHER);
  private final List<Integer> pages = new ArrayList<>();
  private final Transforms transforms = new Transforms(this::counted);

  private List<ReencryptedCapsule> counted(List<Reencryption> page) {
    pages.add(page.size());
    return umbral.reencryptor().reencryptAll(page);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void a_capsule_that_a_page_shares_is_transformed_once_and_remembered() {
    VerifiedKeyFrag grant = grantTo("Practitioner/1");
    byte[] shared = newCapsule();
    byte[] other = newCapsule();
    List<Reencryption> page =
        List.of(of(shared, grant), of(other, grant), of(shared, grant), of(shared, grant));
    List<ReencryptedCapsule> first = transforms.all(page);
    assertThat(first).isEqualTo(umbral.reencryptor().reencryptAll(page));
    assertThat(first.get(0)).isNotEqualTo(first.get(1));
    assertThat(transforms.all(page)).isEqualTo(first);
    assertThat(pages).containsExactly(2, 0);
  }

  @Test
  void another_reader_gets_a_transform_of_its_own() {
    byte[] capsule = newCapsule();
    Reencryption one = of(capsule, grantTo("Practitioner/1"));
    Reencryption other = of(capsule, grantTo("Practitioner/2"));
    ReencryptedCapsule toOne = transforms.all(List.of(one)).get(0);
    assertThat(transforms.all(List.of(other)).get(0)).isNotEqualTo(toOne);
    assertThat(pages).containsExactly(1, 1);
  }

  private byte[] newCapsule() {
    StorageMacKey mark = stage.serverKeys.capsuleMark();
    try (SealedKey key = umbral.encapsulation().encapsulate(List.of(segment))) {
      Share share = key.shares().get(0);
      return share.capsule().store(mark, segment.id()).toBytes();
    }
  }

  /** As from a row: a new object each time. */
  private Reencryption of(byte[] capsule, VerifiedKeyFrag grant) {
    StorageMacKey mark = stage.serverKeys.capsuleMark();
    return new Reencryption(StoredCapsule.fromBytes(capsule).restore(mark, segment.id()), grant);
  }

  private VerifiedKeyFrag grantTo(String reader) {
    TerminalSecretKey key = stage.grantee(reader);
    ConsentContext context =
        ConsentContext.builder()
            .consent("Consent/c")
            .version("1")
            .patient("Patient/p")
            .segment(segment.id())
            .delegator(segment.key())
            .delegatee(key.publicKey())
            .maxDepth(1)
            .notBefore(now)
            .notAfter(now.plusSeconds(60))
            .build();
    return stage
        .agent
        .delegate("Patient/p", segment.id(), context)
        .verify(stage.directory().keyFragKey("p").orElseThrow())
        .keyFrag();
  }
}
