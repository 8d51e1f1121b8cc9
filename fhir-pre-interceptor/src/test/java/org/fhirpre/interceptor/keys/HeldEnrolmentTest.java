// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fhirpre.crypto.DelegatorSecretKey;
import org.fhirpre.crypto.DirectoryEdition;
import org.fhirpre.crypto.DirectoryEntry;
import org.fhirpre.crypto.DirectorySigner;
import org.fhirpre.crypto.PatientKeys;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.PreException;
import org.fhirpre.crypto.RegistrationContext;
import org.fhirpre.crypto.RootSeed;
import org.fhirpre.crypto.SegmentDirectory;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.SegmentLabel;
import org.fhirpre.crypto.VerifiedDirectory;
import org.fhirpre.interceptor.jdbc.EnrolledPatient;
import org.fhirpre.interceptor.keys.HeldEnrolment.Proven;
import org.fhirpre.interceptor.keys.HeldEnrolment.SigningKeys;
import org.fhirpre.interceptor.spi.SegmentUnpublished;
import org.fhirpre.interceptor.stage.Stage;
import org.fhirpre.interceptor.stage.TestDatabase;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Facet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeldEnrolmentTest {
  private static final byte[] DIRECTORY = new byte[16];

  private final SecureRandom random = new SecureRandom();
  private final Stage stage = new Stage(TestDatabase.H2);
  private final HeldEnrolment held =
      new HeldEnrolment(stage.stores, stage.enrolment(Enrolment.Policy.ON_REQUEST));
  private final JdbcKeyDirectory directory = stage.directory();
  private final PatientKeys keys = PatientKeys.of(RootSeed.random(random));
  private final List<DirectoryEntry> entries = new ArrayList<>();

  @AfterEach
  void close() {
    keys.close();
    stage.close();
  }

  @Test
  void what_is_published_is_written_under_and_planned_for_once_it_is_used() {
    publish("NORMAL", "clinical");
    publish(Facet.of("PSY").keyLabel(), "clinical");
    enrol();
    assertThat(directory.segments("p"))
        .extracting(each -> each.facet().code())
        .containsExactly("N");
    directory.openSegment("p", Facet.of("PSY"), ClassGroup.CLINICAL);
    assertThat(directory.segments("p"))
        .extracting(each -> each.facet().code())
        .containsExactlyInAnyOrder("N", "PSY");
    assertThatThrownBy(() -> directory.openSegment("p", Facet.of("HIV"), ClassGroup.CLINICAL))
        .isInstanceOf(SegmentUnpublished.class);
    assertThat(held.missing("p")).hasSize(Facet.all().size() * ClassGroup.values().length * 2 - 2);
  }

  @Test
  void a_proof_that_does_not_hold_enrols_nobody() {
    publish("NORMAL", "clinical");
    SigningKeys good = signingKeys("Patient/p", now());
    SigningKeys ofAnother = signingKeys("Patient/q", now());
    for (SigningKeys bad :
        List.of(
            ofAnother,
            new SigningKeys(good.keyFrag(), ofAnother.grant(), good.directory(), good.time()))) {
      assertThatThrownBy(() -> held.take("p", Optional.of(bad), first()))
          .isInstanceOf(PreException.VerificationFailed.class);
    }
    SigningKeys old = signingKeys("Patient/p", now().minus(Duration.ofHours(1)));
    assertThatThrownBy(() -> held.take("p", Optional.of(old), first()))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> held.take("p", Optional.empty(), first()))
        .isInstanceOf(InvalidRequestException.class);
    assertThat(stage.stores.patients().find("p")).isEmpty();
    assertThat(stage.stores.segments().ofPatient("p")).isEmpty();
  }

  @Test
  void a_later_edition_adds_and_keeps_and_follows() {
    publish("NORMAL", "clinical");
    SegmentDirectory one = enrol();
    VerifiedDirectory first = verified(one);
    publish("NORMAL", "diagnostics");
    SegmentDirectory two = following(first);
    held.take("p", Optional.empty(), two);
    held.take("p", Optional.empty(), two);
    assertThat(stage.stores.segments().ofPatient("p")).hasSize(2);

    assertThatThrownBy(() -> held.take("p", Optional.empty(), one))
        .as("an edition of before")
        .isInstanceOf(PreException.VerificationFailed.class);
    publish("NORMAL", "documents");
    assertThatThrownBy(() -> held.take("p", Optional.empty(), following(first)))
        .as("a fork")
        .isInstanceOf(PreException.VerificationFailed.class);
    entries.remove(0);
    assertThatThrownBy(() -> held.take("p", Optional.empty(), following(verified(two))))
        .as("a segment is gone")
        .isInstanceOf(ResourceVersionConflictException.class);
    assertThat(stage.stores.segments().ofPatient("p")).hasSize(2);
  }

  @Test
  void a_patient_with_a_managed_agent_stays_so() {
    directory.enrol("p");
    publish("NORMAL", "clinical");
    assertThatThrownBy(() -> held.take("p", Optional.of(signingKeys("Patient/p", now())), first()))
        .isInstanceOf(ResourceVersionConflictException.class);
    assertThat(stage.stores.patients().find("p").map(EnrolledPatient::agent))
        .contains(EnrolledPatient.AgentKind.MANAGED);
  }

  private SegmentDirectory enrol() {
    SegmentDirectory first = first();
    held.take("p", Optional.of(signingKeys("Patient/p", now())), first);
    return first;
  }

  private void publish(String facet, String group) {
    SegmentLabel label =
        new SegmentLabel(facet, group, PublishedEpochs.at(stage.clock.instant()).get(0));
    SegmentId id = SegmentId.random(random);
    try (DelegatorSecretKey key = keys.segment(label)) {
      PossessionProof proof =
          PossessionProof.prove(key, RegistrationContext.forSegment(DIRECTORY, id), random);
      entries.add(new DirectoryEntry(id, label, key.publicKey(), proof));
    }
  }

  private SegmentDirectory first() {
    try (DirectorySigner signer = keys.directorySigner()) {
      return SegmentDirectory.first(DIRECTORY, new DirectoryEdition(now(), entries), signer);
    }
  }

  private SegmentDirectory following(VerifiedDirectory before) {
    try (DirectorySigner signer = keys.directorySigner()) {
      return SegmentDirectory.following(
          before, new DirectoryEdition(now().plusSeconds(entries.size()), entries), signer);
    }
  }

  private VerifiedDirectory verified(SegmentDirectory edition) {
    try (DirectorySigner signer = keys.directorySigner()) {
      return edition.verify(signer.verifyingKey());
    }
  }

  private SigningKeys signingKeys(String patient, Instant time) {
    RegistrationContext context = RegistrationContext.forSubject(patient, Stage.SERVER, time);
    try (var frag = keys.keyFragSigner();
        var grant = keys.grantSigner();
        var edition = keys.directorySigner()) {
      return new SigningKeys(
          new Proven<>(frag.verifyingKey(), PossessionProof.prove(frag, context, random)),
          new Proven<>(grant.verifyingKey(), PossessionProof.prove(grant, context, random)),
          new Proven<>(edition.verifyingKey(), PossessionProof.prove(edition, context, random)),
          time);
    }
  }

  private Instant now() {
    return stage.clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
