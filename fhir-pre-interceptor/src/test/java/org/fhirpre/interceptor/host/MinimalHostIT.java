// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.host;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    classes = MinimalHost.class,
    properties = "fhirpre.enabled=false",
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class MinimalHostIT {
  @LocalServerPort int port;

  @Test
  void a_plain_host_creates_and_reads() {
    IGenericClient client =
        FhirContext.forR4Cached().newRestfulGenericClient("http://localhost:" + port + "/fhir");
    Patient patient = new Patient();
    patient.addName().setFamily("Plain");
    var id = client.create().resource(patient).execute().getId();
    assertThat(
            client
                .read()
                .resource(Patient.class)
                .withId(id)
                .execute()
                .getNameFirstRep()
                .getFamily())
        .isEqualTo("Plain");
  }
}
