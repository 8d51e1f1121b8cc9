// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.fhirpre.testkit.testscript.StubServer.Received;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire for each operation. */
class RequestsTest {
  private static final String FIXTURES =
      """
      "contained": [{"resourceType": "Patient", "id": "own-way-of-pointing", "gender": "male"}],
      "fixture": [
        {"id": "inline", "resource": {"resourceType": "Patient", "id": "p1",
          "meta": {"versionId": "4"}, "name": [{"family": "${family}"}]}},
        {"id": "contained", "resource": {"reference": "#own-way-of-pointing"}},
        {"id": "fake", "resource": {"extension": [
          {"url": "http://ignixa.io/testscript/fhirfakes", "valueCode": "Observation"}]}}],
      "variable": [{"name": "family", "defaultValue": "Quill"}],
      """;

  private final StubServer server =
      StubServer.answering(
          request ->
              new StubServer.Answer(
                  201, Map.of("Location", "http://x/fhir/Patient/new7/_history/1"), ""));

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'type': {'code': 'create'}, 'resource': 'Patient', 'sourceId': 'inline'; POST Patient",
        "'type': {'code': 'create'}, 'sourceId': 'contained'; POST Patient",
        "'type': {'code': 'update'}, 'sourceId': 'inline'; PUT Patient/p1",
        "'type': {'code': 'updateCreate'}, 'resource': 'Patient', 'params': '/p2', 'sourceId':"
            + " 'inline'; PUT Patient/p2",
        "'type': {'code': 'update'}, 'params': '?identifier=a%7Cb', 'sourceId': 'inline'; PUT"
            + " Patient?identifier=a%7Cb",
        "'type': {'code': 'patch'}, 'targetId': 'inline', 'sourceId': 'inline'; PATCH Patient/p1",
        "'type': {'code': 'delete'}, 'resource': 'Patient', 'params': '/p3'; DELETE Patient/p3",
        "'type': {'code': 'delete'}, 'targetId': 'inline'; DELETE Patient/p1",
        "'type': {'code': 'deleteCondSingle'}, 'resource': 'Patient', 'params': 'name=a'; DELETE"
            + " Patient?name=a",
        "'type': {'code': 'read'}, 'targetId': 'inline'; GET Patient/p1",
        "'type': {'code': 'read'}, 'resource': 'Patient', 'params': '/p4'; GET Patient/p4",
        "'type': {'code': 'vread'}, 'targetId': 'inline'; GET Patient/p1/_history/4",
        "'type': {'code': 'history'}; GET _history",
        "'type': {'code': 'history'}, 'resource': 'Patient', 'params': '?_count=1'; GET"
            + " Patient/_history?_count=1",
        "'type': {'code': 'history'}, 'targetId': 'inline'; GET Patient/p1/_history",
        "'type': {'code': 'search'}, 'resource': 'Patient', 'params': '?name=a|b c'; GET"
            + " Patient?name=a%7Cb%20c",
        "'type': {'code': 'search'}, 'method': 'post', 'resource': 'Patient', 'params': '?name=a';"
            + " POST Patient/_search",
        "'type': {'code': 'transaction'}, 'sourceId': 'inline'; POST ",
        "'type': {'code': 'capabilities'}, 'params': '?mode=full'; GET metadata?mode=full",
        "'type': {'code': '$everything'}, 'targetId': 'inline'; GET Patient/p1/$everything",
        "'type': {'code': 'validate'}, 'resource': 'Patient', 'sourceId': 'inline'; POST"
            + " Patient/$validate",
        "'type': {'code': '$expand'}, 'url': 'ValueSet/$expand?url=a'; GET ValueSet/$expand?url=a",
        "'type': {'code': 'delete'}, 'method': 'DELETE', 'url': '/X?%27a'; DELETE X?%27a"
      })
  void goes_to(String operation, String expected) {
    Scripts.run(server, FIXTURES + Scripts.test(Scripts.operation(operation.replace('\'', '"'))));
    Received sent = server.last();
    assertThat(sent.method() + " " + sent.path())
        .isEqualTo(expected.endsWith("POST") ? expected + " " : expected);
  }

  @Test
  void fixtures_are_sent_with_their_own_id_and_with_variables_resolved() {
    send("\"type\": {\"code\": \"create\"}, \"sourceId\": \"inline\"");
    assertThat(server.last().body()).contains("\"p1\"").contains("Quill");
    assertThat(server.last().headers()).containsEntry("Content-Type", "application/fhir+json");
    send("\"type\": {\"code\": \"create\"}, \"sourceId\": \"contained\"");
    assertThat(server.last().body()).doesNotContain("own-way-of-pointing").contains("male");
    send("\"type\": {\"code\": \"create\"}, \"sourceId\": \"fake\"");
    assertThat(server.last().body()).contains("Observation").contains("status");
  }

  @Test
  void xml_is_made_of_json_where_the_script_wants_it() {
    send(
        "\"type\": {\"code\": \"create\"}, \"sourceId\": \"inline\", \"contentType\": \"xml\","
            + " \"accept\": \"xml\"");
    assertThat(server.last().body()).startsWith("<Patient");
    assertThat(server.last().headers())
        .containsEntry("Content-Type", "application/fhir+xml")
        .containsEntry("Accept", "application/fhir+xml");
  }

  @Test
  void content_types_that_nobody_knows_are_sent_as_they_are() {
    send(
        "\"type\": {\"code\": \"create\"}, \"sourceId\": \"inline\","
            + " \"contentType\": \"application/not-fhir+json\"");
    assertThat(server.last().headers()).containsEntry("Content-Type", "application/not-fhir+json");
  }

  @Test
  void nothing_has_no_content_type() {
    send("\"type\": {\"code\": \"$go\"}, \"method\": \"post\", \"url\": \"Patient/1/$go\"");
    assertThat(server.last().headers()).doesNotContainKey("Content-Type");
    assertThat(server.last().body()).isEmpty();
  }

  @Test
  void a_form_holds_the_parameters_of_a_posted_search() {
    send(
        "\"type\": {\"code\": \"search\"}, \"method\": \"post\", \"resource\": \"Patient\","
            + " \"params\": \"?name=a\"");
    assertThat(server.last().body()).isEqualTo("name=a");
    assertThat(server.last().headers())
        .containsEntry("Content-Type", "application/x-www-form-urlencoded");
  }

  @Test
  void a_target_is_read_under_the_id_that_the_server_gave() {
    send("\"type\": {\"code\": \"create\"}, \"sourceId\": \"inline\"");
    String create =
        Scripts.operation("\"type\": {\"code\": \"create\"}, \"sourceId\": \"contained\"");
    String read = Scripts.operation("\"type\": {\"code\": \"read\"}, \"targetId\": \"contained\"");
    Scripts.run(server, FIXTURES + Scripts.test(create + "," + read));
    assertThat(server.last().path()).isEqualTo("Patient/new7");
  }

  @Test
  void tokens_go_by_origin_unless_the_script_sets_its_own() {
    Map<String, String> tokens = Map.of("token1", "t-one", "token2", "t-two");
    Target target = new Target(List.of(server.base()), Map.of("Prefer", "return=minimal"), tokens);
    Scripts.run(target, Scripts.test(Scripts.read()));
    assertThat(server.last().headers())
        .containsEntry("Authorization", "Bearer t-one")
        .containsEntry("Prefer", "return=minimal");
    String second =
        "\"type\": {\"code\": \"read\"}, \"url\": \"Patient/1\", \"origin\": 2, \"requestHeader\":"
            + " [{\"field\": \"prefer\", \"value\": \"handling=strict\"}]";
    Scripts.run(target, Scripts.test(Scripts.operation(second)));
    assertThat(server.last().headers())
        .containsEntry("Authorization", "Bearer t-two")
        .containsEntry("Prefer", "handling=strict");
  }

  private void send(String operation) {
    Scripts.run(server, FIXTURES + Scripts.test(Scripts.operation(operation)));
  }
}
