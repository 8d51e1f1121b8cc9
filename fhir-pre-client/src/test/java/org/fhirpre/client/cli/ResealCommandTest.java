// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fhirpre.client.TestFhirServer;
import org.fhirpre.client.TestWard;
import org.fhirpre.client.cli.CommandRunner.Result;
import org.fhirpre.client.keystore.Keystore;
import org.fhirpre.client.keystore.Passphrase;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResealCommandTest {
  private final TestFhirServer server = new TestFhirServer();

  @TempDir Path folder;
  private CommandRunner fhirpre;
  private Path key;
  private Keystore keystore;
  private TestWard ward;

  @BeforeEach
  void prepare() {
    fhirpre = new CommandRunner(folder, "secret");
    key = folder.resolve("key");
    fhirpre.run("keygen", "--key", key);
    keystore = Keystore.read(key, Passphrase.of("secret".toCharArray()));
    ward = new TestWard(TestWard.patientKeys(), keystore.readers().get(0).key());
    server.publish(ward.sealer);
    server.answer("GET /fhir/Observation/o1", ward.shownToReader("o1"));
    server.answer("PUT /fhir/Observation/o1", 200, "{}");
  }

  @AfterEach
  void close() {
    ward.close();
    keystore.close();
    server.close();
  }

  @Test
  void what_opens_is_written_back_as_it_was_read() {
    pending("Observation/o1");
    Result result = reseal();
    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("Observation/o1", "SEALED");
    int put = server.requests.indexOf("PUT /fhir/Observation/o1");
    assertThat(server.bodies.get(put)).contains(TestWard.FINDING).doesNotContain("envelope");
  }

  @Test
  void what_somebody_else_wrote_meanwhile_is_sealed_anew_already() {
    pending("Observation/o1");
    server.answer("PUT /fhir/Observation/o1", 412, "{}");
    Result result = reseal();
    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("CHANGED");
  }

  @Test
  void what_does_not_open_is_named_and_not_written() {
    Observation damaged = ward.shownToReader("o2");
    damaged.getMeta().setVersionId("9");
    server.answer("GET /fhir/Observation/o2", damaged);
    pending("Observation/o1", "Observation/o2");
    Result result = reseal();
    assertThat(result.status()).isEqualTo(3);
    assertThat(result.out()).contains("NOT_OPENED", "SEALED");
    assertThat(server.requests).doesNotContain("PUT /fhir/Observation/o2");
  }

  @Test
  void what_the_server_refuses_ends_with_1() {
    pending("Observation/o9");
    assertThat(reseal().status()).isEqualTo(1);
    server.answer("GET /fhir/Patient/1/$relabel-pending", 404, "{}");
    assertThat(reseal().status()).isEqualTo(1);
  }

  @Test
  void without_a_key_or_a_patient_it_is_wrong_use() {
    assertThat(fhirpre.run("reseal", "Patient/1", "--server", server.base()).status()).isEqualTo(2);
    assertThat(fhirpre.run("reseal", "Observation/1", "--key", key).status()).isEqualTo(2);
  }

  private void pending(String... references) {
    Parameters answer = new Parameters();
    for (String reference : references) {
      answer.addParameter("resource", new Reference(reference));
    }
    server.answer("GET /fhir/Patient/1/$relabel-pending", answer);
  }

  private Result reseal() {
    List<Object> arguments = new ArrayList<>(List.of("reseal", "Patient/1", "--key", key));
    arguments.addAll(List.of("--server", server.base(), "--token", TestFhirServer.TOKEN));
    return fhirpre.run(arguments.toArray());
  }
}
