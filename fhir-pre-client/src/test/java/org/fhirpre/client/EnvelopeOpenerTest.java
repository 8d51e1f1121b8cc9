// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.fhirpre.crypto.SegmentKey;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Practitioner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnvelopeOpenerTest {
  private static final String HIV = "http://terminology.hl7.org/CodeSystem/v3-ActCode|HIV";

  private final TestWard ward = new TestWard();

  @AfterEach
  void wipe() {
    ward.close();
  }

  @Test
  void opens_for_the_reader_what_the_writer_sealed() {
    Observation shell = TestWard.sent(Observation.class, ward.shownToReader("o1"));
    try (EnvelopeOpener opener = ward.readersOpener()) {
      Opened opened = opener.open(shell);
      assertThat(opened.opened()).isEqualTo(1);
      Observation readable = (Observation) opened.resource();
      assertThat(readable.getCode().getText()).isEqualTo(TestWard.FINDING);
      assertThat(readable.getMeta().getSecurityFirstRep().getCode()).isEqualTo("HIV");
      assertThat(readable.getUserData(EnvelopeOpener.WRITER))
          .isEqualTo(SigningKeys.keyId(ward.sealer.signingKey));
    }
  }

  @Test
  void takes_id_version_and_time_from_the_server() {
    try (EnvelopeOpener opener = ward.readersOpener()) {
      Observation readable =
          (Observation)
              opener.open(TestWard.sent(Observation.class, ward.shownToReader("o1"))).resource();
      assertThat(readable.getIdElement().getIdPart()).isEqualTo("o1");
      assertThat(readable.getMeta().getVersionId()).isEqualTo("3");
      assertThat(readable.getMeta().getLastUpdatedElement().getValueAsString())
          .isEqualTo("2026-06-01T10:00:00Z");
      assertThat(readable.getExtensionByUrl(Envelope.URL)).isNull();
    }
  }

  @Test
  void opens_a_resource_of_two_segments_only_with_both() {
    SegmentKey normal = ward.segment("NORMAL");
    SegmentKey sensitive = ward.segment(HIV);
    TestSealer.Sealed sealed = ward.seal(TestWard.observation("o1"), normal, sensitive);
    Observation both = TestWard.shell("o1", TestSealer.envelope(sealed, ward.readerShares(sealed)));
    Observation one =
        TestWard.shell("o1", TestSealer.envelope(sealed, ward.readerShares(sealed).subList(0, 1)));
    try (EnvelopeOpener opener = ward.readersOpener()) {
      assertThat(opener.open(both).opened()).isEqualTo(1);
      assertThatThrownBy(() -> opener.open(one)).isInstanceOf(ClientException.NotOpened.class);
    }
  }

  @Test
  void opens_the_owners_view_with_the_patients_keys() {
    TestSealer.Sealed sealed = ward.seal(TestWard.observation("o1"), ward.segment("NORMAL"));
    Observation shell = TestWard.shell("o1", TestSealer.envelope(sealed, ward.ownerShares(sealed)));
    try (EnvelopeOpener opener = ward.ownersOpener();
        EnvelopeOpener readers = ward.readersOpener()) {
      assertThatThrownBy(() -> readers.open(shell)).isInstanceOf(ClientException.NotOpened.class);
      assertThat(((Observation) opener.open(shell).resource()).getCode().getText())
          .isEqualTo(TestWard.FINDING);
    }
  }

  @Test
  void opens_a_binary() {
    byte[] data = "dictated letter".repeat(20_000).getBytes(StandardCharsets.UTF_8);
    Binary shell = TestWard.sent(Binary.class, ward.sealedBinary("b1", data));
    try (EnvelopeOpener opener = ward.readersOpener()) {
      Binary readable = (Binary) opener.open(shell).resource();
      assertThat(readable.getContentType()).isEqualTo("text/plain");
      assertThat(readable.getData()).isEqualTo(data);
    }
  }

  @Test
  void opens_content_whose_compressed_form_is_large() {
    byte[] noise = new byte[300_000];
    new java.util.Random(7).nextBytes(noise);
    try (EnvelopeOpener opener = ward.readersOpener()) {
      Binary readable = (Binary) opener.open(ward.sealedBinary("b1", noise)).resource();
      assertThat(readable.getData()).isEqualTo(noise);
    }
  }

  @Test
  void leaves_alone_what_is_not_sealed() {
    Practitioner practitioner = new Practitioner();
    practitioner.setId("p1");
    try (EnvelopeOpener opener = ward.readersOpener()) {
      Opened opened = opener.open(practitioner);
      assertThat(opened.resource()).isSameAs(practitioner);
      assertThat(opened.opened()).isZero();
    }
  }

  @Test
  void does_not_open_for_a_stranger() {
    try (EnvelopeOpener opener = ward.openerFor(ward.stranger)) {
      assertThatThrownBy(() -> opener.open(ward.shownToReader("o1")))
          .isInstanceOf(ClientException.NotOpened.class)
          .hasNoCause();
    }
  }

  @Test
  void opens_a_bundle_entry_by_entry_and_reports_what_did_not_open() {
    Observation damaged = ward.shownToReader("o2");
    damaged.getMeta().setVersionId("2");
    Practitioner clear = new Practitioner();
    clear.setId("p1");
    Bundle page = TestWard.searchset(ward.shownToReader("o1"), damaged, clear);
    try (EnvelopeOpener opener = ward.readersOpener()) {
      Opened opened = opener.open(TestWard.sent(Bundle.class, page));
      assertThat(opened.opened()).isEqualTo(1);
      assertThat(opened.unopened()).isEqualTo(1);
      Bundle bundle = (Bundle) opened.resource();
      assertThat(bundle.getEntry())
          .extracting(entry -> entry.getResource().fhirType())
          .containsExactly("Observation", "Observation", "OperationOutcome", "Practitioner");
      OperationOutcome outcome = (OperationOutcome) bundle.getEntry().get(2).getResource();
      assertThat(outcome.getIssueFirstRep().getDiagnostics()).startsWith("Observation/o2: ");
      assertThat(bundle.getEntry().get(2).getSearch().getMode())
          .isEqualTo(Bundle.SearchEntryMode.OUTCOME);
    }
  }

  @Test
  void opens_bundles_inside_a_batch_response_and_keeps_positions() {
    Observation damaged = ward.shownToReader("o2");
    damaged.getMeta().setVersionId("2");
    Bundle batch = new Bundle().setType(Bundle.BundleType.BATCHRESPONSE);
    batch.addEntry().setResource(TestWard.searchset(ward.shownToReader("o1")));
    batch.addEntry().setResource(damaged).getResponse().setStatus("200 OK");
    try (EnvelopeOpener opener = ward.readersOpener()) {
      Opened opened = opener.open(batch);
      assertThat(opened.opened()).isEqualTo(1);
      assertThat(batch.getEntry()).hasSize(2);
      assertThat(batch.getEntry().get(1).getResponse().getOutcome())
          .isInstanceOf(OperationOutcome.class);
    }
  }

  @Test
  void shares_the_opened_capsules_of_one_answer() {
    SegmentKey segment = ward.segment("NORMAL");
    Bundle page = new Bundle().setType(Bundle.BundleType.SEARCHSET);
    for (int i = 0; i < 5; i++) {
      TestSealer.Sealed sealed = ward.seal(TestWard.observation("o" + i), segment);
      page.addEntry()
          .setResource(
              TestWard.shell("o" + i, TestSealer.envelope(sealed, ward.readerShares(sealed))));
    }
    try (EnvelopeOpener opener = ward.readersOpener()) {
      assertThat(opener.open(page).opened()).isEqualTo(5);
    }
  }

  @Test
  void refuses_to_work_after_it_was_closed() {
    EnvelopeOpener opener = ward.readersOpener();
    opener.close();
    assertThatThrownBy(() -> opener.open(ward.shownToReader("o1")))
        .isInstanceOf(IllegalStateException.class);
  }
}
