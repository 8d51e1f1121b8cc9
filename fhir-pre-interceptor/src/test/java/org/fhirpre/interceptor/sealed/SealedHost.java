// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.sealed;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.fhirpre.crypto.TerminalSecretKey;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.interceptor.host.MinimalHost;
import org.fhirpre.interceptor.memory.MemoryAccess;
import org.fhirpre.interceptor.memory.MemoryAudit;
import org.fhirpre.interceptor.memory.MemoryPatients;
import org.fhirpre.interceptor.memory.MemorySigner;
import org.fhirpre.interceptor.memory.Opener;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** One started host for all tests of this package; each test makes patients of its own. */
@SpringBootTest(
    classes = {MinimalHost.class, MemoryBeans.class},
    properties = {
      "fhirpre.enabled=false",
      "spring.datasource.url=jdbc:h2:mem:sealed;DB_CLOSE_DELAY=-1",
      "logging.level.root=WARN"
    },
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class SealedHost {
  static final FhirContext FHIR = FhirContext.forR4Cached();
  static final String DOCTOR = "Practitioner/doctor";
  static final String STRANGER = "Practitioner/stranger";

  @LocalServerPort int port;
  @Autowired MemoryPatients patients;
  @Autowired MemoryAccess access;
  @Autowired MemoryAudit audit;
  @Autowired MemorySigner signer;
  @Autowired TerminalSecretKey readerKey;
  @Autowired Umbral umbral;
  @Autowired JdbcTemplate jdbc;

  private final HttpClient http = HttpClient.newHttpClient();

  HttpResponse<String> send(String method, String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/fhir/" + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/fhir+json");
    headers.forEach(request::header);
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  HttpResponse<String> get(String path, String reader) {
    return send("GET", path, "", Map.of("X-Reader", reader));
  }

  HttpResponse<String> post(String path, String body) {
    return send("POST", path, body, Map.of("X-Reader", "Device/ehr"));
  }

  HttpResponse<String> put(String path, String body) {
    return send("PUT", path, body, Map.of("X-Reader", "Device/ehr"));
  }

  /** Logical id of a new resource. */
  String create(String type, String json) {
    HttpResponse<String> answer = post(type, json);
    if (answer.statusCode() != 201) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    String location = answer.headers().firstValue("Location").orElseThrow();
    return location.replaceAll(".*/" + type + "/([^/]+)/_history/.*", "$1");
  }

  String createPatient(String family) {
    return create(
        "Patient", "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"" + family + "\"}]}");
  }

  static String observation(String patient, String text) {
    return "{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":\""
        + text
        + "\"},\"subject\":{\"reference\":\"Patient/"
        + patient
        + "\",\"display\":\""
        + text
        + "\"}}";
  }

  String open(Resource shell) {
    return new Opener(umbral).open(shell, readerKey);
  }

  static <T extends Resource> T parse(Class<T> type, HttpResponse<String> answer) {
    return FHIR.newJsonParser().parseResource(type, answer.body());
  }

  static List<Resource> resources(HttpResponse<String> answer) {
    return parse(Bundle.class, answer).getEntry().stream()
        .map(Bundle.BundleEntryComponent::getResource)
        .toList();
  }

  /** Texts of the rows of one resource, newest version first. */
  List<String> rows(String id) {
    return jdbc.queryForList(
        "select v.RES_TEXT_VC from HFJ_RES_VER v join HFJ_RESOURCE r on r.RES_ID = v.RES_ID"
            + " where r.FHIR_ID = ? order by v.RES_VER desc",
        String.class,
        id);
  }
}
