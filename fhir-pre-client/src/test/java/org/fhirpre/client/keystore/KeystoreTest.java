// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.fhirpre.client.ClientException;
import org.fhirpre.crypto.Epoch;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.SegmentLabel;
import org.fhirpre.crypto.TerminalPublicKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeystoreTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SegmentLabel LABEL =
      new SegmentLabel("NORMAL", "clinical", Epoch.parse("2026"));

  @TempDir Path folder;
  private Path file;
  private SegmentId segment;

  @BeforeEach
  void name() {
    file = folder.resolve("keys");
    segment = SegmentId.random(RANDOM);
  }

  private static Passphrase passphrase(String text) {
    return Passphrase.of(text.toCharArray());
  }

  private Keystore create() {
    return Keystore.create(file, passphrase("right"), RANDOM);
  }

  private Keystore open() {
    return Keystore.open(file, passphrase("right"), RANDOM);
  }

  /** A keystore of five lines: head, reader, registration, patient, segment. */
  private TerminalPublicKey fill() {
    try (Keystore keystore = create()) {
      ReaderEntry reader = keystore.addReader("office");
      keystore.addRegistration(
          reader, new ReaderEntry.Registration("Practitioner/1", "http://localhost/fhir"));
      PatientEntry patient = keystore.patientOrNew("Patient/1");
      assertThat(keystore.addSegments(patient, Map.of(segment, LABEL))).isTrue();
      return reader.key().publicKey();
    }
  }

  @Test
  void gives_back_what_was_stored() {
    TerminalPublicKey key = fill();
    try (Keystore keystore = open()) {
      ReaderEntry reader = keystore.readers().get(0);
      assertThat(reader.name()).isEqualTo("office");
      assertThat(reader.key().publicKey()).isEqualTo(key);
      assertThat(reader.registrations())
          .extracting(ReaderEntry.Registration::subject)
          .containsExactly("Practitioner/1");
      PatientEntry patient = keystore.patient("Patient/1").orElseThrow();
      assertThat(patient.label(segment)).contains(LABEL);
      assertThat(patient.directory()).hasSize(16);
      assertThat(keystore.patientOrNew("Patient/1")).isSameAs(patient);
    }
  }

  @Test
  void derives_the_same_patient_keys_after_a_restart() throws IOException {
    byte[] first;
    byte[] second;
    try (Keystore keystore = create();
        var signer = keystore.patientOrNew("Patient/1").keys().keyFragSigner()) {
      first = signer.verifyingKey().toBytes();
    }
    long size = Files.size(file);
    try (Keystore keystore = open();
        var signer = keystore.patientOrNew("Patient/1").keys().keyFragSigner()) {
      second = signer.verifyingKey().toBytes();
    }
    assertThat(second).isEqualTo(first);
    assertThat(Files.size(file)).isEqualTo(size);
  }

  @Test
  void is_readable_by_its_owner_only_and_holds_nothing_readable() throws IOException {
    fill();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).doesNotContain("Patient", "Practitioner", "office");
  }

  @Test
  void a_wrong_passphrase_is_refused() {
    fill();
    assertThatThrownBy(() -> Keystore.open(file, passphrase("wrong"), RANDOM))
        .isInstanceOf(ClientException.KeystoreRefused.class)
        .hasMessageContaining("wrong passphrase");
    open().close();
  }

  @Test
  void a_file_that_others_may_read_is_refused() throws IOException {
    fill();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(this::open).hasMessageContaining("chmod 600");
  }

  @Test
  void an_existing_file_is_never_overwritten() {
    fill();
    assertThatThrownBy(this::create).isInstanceOf(ClientException.Misuse.class);
  }

  @Test
  void one_process_writes_at_a_time_while_others_may_read() {
    try (Keystore writer = create()) {
      writer.addReader("office");
      assertThatThrownBy(this::open).hasMessageContaining("in use");
      try (Keystore snapshot = Keystore.read(file, passphrase("right"))) {
        assertThat(snapshot.readers()).hasSize(1);
        assertThatThrownBy(() -> snapshot.addReader("second"))
            .isInstanceOf(ClientException.KeystoreRefused.class);
      }
    }
  }

  @Test
  void an_altered_line_is_refused_whichever_it_is() throws IOException {
    fill();
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at += 97) {
      byte[] altered = whole.clone();
      altered[at] = (byte) (altered[at] == 'A' ? 'B' : 'A');
      Files.write(file, altered);
      assertThatThrownBy(this::open)
          .as("byte %d", at)
          .isInstanceOf(ClientException.KeystoreRefused.class);
    }
    Files.write(file, whole);
    open().close();
  }

  @Test
  void lines_taken_out_doubled_or_swapped_are_refused() throws IOException {
    fill();
    List<String> lines = Files.readAllLines(file);
    for (int at = 1; at < lines.size() - 1; at++) {
      List<String> without = new ArrayList<>(lines);
      without.remove(at);
      refused(without);
      List<String> doubled = new ArrayList<>(lines);
      doubled.add(at, lines.get(at));
      refused(doubled);
      List<String> swapped = new ArrayList<>(lines);
      Collections.swap(swapped, at, at + 1);
      refused(swapped);
    }
  }

  private void refused(List<String> lines) throws IOException {
    Files.write(file, lines);
    assertThatThrownBy(this::open).isInstanceOf(ClientException.KeystoreRefused.class);
  }

  @Test
  void a_record_torn_by_a_crash_is_dropped_and_what_was_acknowledged_stays() throws IOException {
    fill();
    byte[] whole = Files.readAllBytes(file);
    int lastLine = new String(whole, StandardCharsets.US_ASCII).strip().lastIndexOf('\n') + 1;
    for (int cut : new int[] {lastLine + 1, (lastLine + whole.length) / 2, whole.length - 1}) {
      Files.write(file, java.util.Arrays.copyOf(whole, cut));
      try (Keystore keystore = open()) {
        PatientEntry patient = keystore.patient("Patient/1").orElseThrow();
        assertThat(patient.label(segment)).isEmpty();
        assertThat(keystore.addSegments(patient, Map.of(segment, LABEL))).isTrue();
      }
      try (Keystore keystore = open()) {
        assertThat(keystore.patient("Patient/1").orElseThrow().label(segment)).contains(LABEL);
      }
    }
  }

  @Test
  void a_file_without_a_complete_first_line_is_refused() throws IOException {
    fill();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, 100));
    assertThatThrownBy(this::open).isInstanceOf(ClientException.KeystoreRefused.class);
    Files.write(file, new byte[0]);
    assertThatThrownBy(this::open).isInstanceOf(ClientException.KeystoreRefused.class);
  }

  @Test
  void further_text_after_the_last_record_is_refused() throws IOException {
    fill();
    Files.writeString(file, "\n", StandardOpenOption.APPEND);
    assertThatThrownBy(this::open).isInstanceOf(ClientException.KeystoreRefused.class);
  }

  @Test
  void a_segment_keeps_its_meaning_and_its_patient() {
    fill();
    try (Keystore keystore = open()) {
      PatientEntry first = keystore.patient("Patient/1").orElseThrow();
      PatientEntry second = keystore.patientOrNew("Patient/2");
      SegmentLabel other = new SegmentLabel("NORMAL", "other", Epoch.parse("2026"));
      assertThat(keystore.addSegments(first, Map.of(segment, LABEL))).isTrue();
      assertThat(keystore.addSegments(first, Map.of(segment, other))).isFalse();
      assertThat(keystore.addSegments(second, Map.of(segment, LABEL))).isFalse();
      assertThat(second.segments()).isEmpty();
    }
  }
}
