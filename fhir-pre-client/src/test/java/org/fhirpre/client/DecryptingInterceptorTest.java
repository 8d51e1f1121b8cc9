// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecryptingInterceptorTest {
  private final TestWard ward = new TestWard();
  private final TestFhirServer server = new TestFhirServer();
  private final EnvelopeOpener opener = ward.readersOpener();
  private IGenericClient client;

  @BeforeEach
  void connect() {
    TestWard.CONTEXT
        .getRestfulClientFactory()
        .setServerValidationMode(ServerValidationModeEnum.NEVER);
    client = TestWard.CONTEXT.newRestfulGenericClient(server.base());
    client.registerInterceptor(new BearerTokenAuthInterceptor(TestFhirServer.TOKEN));
    client.registerInterceptor(new DecryptingInterceptor(opener));
  }

  @AfterEach
  void close() {
    opener.close();
    ward.close();
    server.close();
  }

  @Test
  void a_read_gives_the_readable_resource() {
    server.answer("GET /fhir/Observation/o1", ward.shownToReader("o1"));
    Observation read = client.read().resource(Observation.class).withId("o1").execute();
    assertThat(read.getCode().getText()).isEqualTo(TestWard.FINDING);
    assertThat(read.getIdElement().getVersionIdPart()).isEqualTo("3");
  }

  @Test
  void a_search_gives_readable_entries_and_outcomes() {
    Observation damaged = ward.shownToReader("o2");
    damaged.getMeta().setVersionId("9");
    server.answer(
        "GET /fhir/Observation?patient=Patient%2F1",
        TestWard.searchset(ward.shownToReader("o1"), damaged));
    Bundle found =
        client
            .search()
            .forResource(Observation.class)
            .where(Observation.PATIENT.hasId("Patient/1"))
            .returnBundle(Bundle.class)
            .execute();
    assertThat(found.getEntry()).hasSize(3);
    assertThat(((Observation) found.getEntryFirstRep().getResource()).getCode().getText())
        .isEqualTo(TestWard.FINDING);
    assertThat(found.getEntry().get(2).getResource()).isInstanceOf(OperationOutcome.class);
  }

  @Test
  void a_resource_that_does_not_open_is_not_passed_off_as_one() {
    Observation damaged = ward.shownToReader("o1");
    damaged.getMeta().setVersionId("9");
    server.answer("GET /fhir/Observation/o1", damaged);
    assertThatThrownBy(() -> client.read().resource(Observation.class).withId("o1").execute())
        .isInstanceOf(ClientException.NotOpened.class);
  }

  @Test
  void refusals_pass_untouched() {
    assertThatThrownBy(() -> client.read().resource(Observation.class).withId("o9").execute())
        .isInstanceOf(ResourceNotFoundException.class);
  }
}
