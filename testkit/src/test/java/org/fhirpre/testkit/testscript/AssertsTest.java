// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every field of an assert passes when it should and, above all, fails when it should. */
class AssertsTest {
  private static final String PATIENT =
      """
      {"resourceType": "Patient", "id": "1", "meta": {"versionId": "3"}, "gender": "female",
       "name": [{"family": "Quill", "given": ["Ann", "Bea"]}], "birthDate": "1961-03-07"}
      """;
  private static final String SCRIPT =
      """
      "contained": [
        {"resourceType": "Patient", "id": "a", "name": [{"family": "Quill", "given": ["Bea"]}]},
        {"resourceType": "Patient", "id": "b", "name": [{"family": "Quill", "given": ["Cleo"]}]}],
      "fixture": [
        {"id": "same", "resource": {"reference": "#a"}},
        {"id": "other", "resource": {"reference": "#b"}}],
      "profile": [
        {"id": "patient", "reference": "http://hl7.org/fhir/StructureDefinition/Patient"},
        {"id": "observation", "reference": "http://hl7.org/fhir/StructureDefinition/Observation"}],
      """;

  private static StubServer server = StubServer.always(200, PATIENT);

  @BeforeAll
  static void a_server_with_one_patient() {
    server.close();
    server =
        StubServer.answering(
            request ->
                new StubServer.Answer(
                    200,
                    Map.of(
                        "Content-Type", "application/fhir+json;charset=utf-8", "ETag", "W/\"3\""),
                    PATIENT));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'response': 'okay'; PASS",
        "'response': 'notFound'; FAIL",
        "'response': 'sometimes'; ERROR",
        "'responseCode': '200'; PASS",
        "'responseCode': '201'; FAIL",
        "'responseCode': '200,204', 'operator': 'in'; PASS",
        "'responseCode': '200,204', 'operator': 'notIn'; FAIL",
        "'responseCode': '404', 'operator': 'notEquals'; PASS",
        "'resource': 'Patient'; PASS",
        "'resource': 'Observation'; FAIL",
        "'contentType': 'json'; PASS",
        "'contentType': 'application/fhir+json'; PASS",
        "'contentType': 'xml'; FAIL",
        "'headerField': 'etag', 'operator': 'notEmpty'; PASS",
        "'headerField': 'Location'; FAIL",
        "'headerField': 'Location', 'operator': 'empty'; PASS",
        "'headerField': 'ETag', 'operator': 'contains', 'value': '3'; PASS",
        "'headerField': 'ETag', 'operator': 'contains', 'value': '4'; FAIL",
        "'headerField': 'ETag', 'operator': 'contains'; ERROR",
        "'headerField': 'Accept', 'direction': 'request', 'operator': 'contains', 'value': 'json';"
            + " PASS",
        "'headerField': 'Accept', 'direction': 'request', 'operator': 'contains', 'value': 'xml';"
            + " FAIL",
        "'requestMethod': 'get'; PASS",
        "'requestMethod': 'post'; FAIL",
        "'requestURL': 'Patient/1', 'operator': 'contains', 'direction': 'request'; PASS",
        "'requestURL': 'Patient/2', 'operator': 'contains', 'direction': 'request'; FAIL",
        "'expression': 'Patient.name.family', 'value': 'Quill'; PASS",
        "'expression': 'Patient.name.family', 'value': 'Quil'; FAIL",
        "'expression': 'Patient.id', 'value': '1'; PASS",
        "'expression': 'Patient.name.given', 'operator': 'contains', 'value': 'Bea'; PASS",
        "'expression': 'Patient.deceased', 'operator': 'empty'; PASS",
        "'expression': 'Patient.name.given.count()', 'operator': 'greaterThan', 'value': '1'; PASS",
        "'expression': 'Patient.name.given.count()', 'operator': 'lessThan', 'value': '2'; FAIL",
        "'expression': 'Patient.name.exists()'; PASS",
        "'expression': 'Patient.deceased.exists()'; FAIL",
        "'expression': 'Patient.deceased'; FAIL",
        "'expression': 'Patient.name.exists()', 'operator': 'eval'; PASS",
        "'expression': 'Patient..', 'value': '1'; ERROR",
        "'expression': 'Patient.id', 'operator': 'equals'; ERROR",
        "'expression': 'Patient.id', 'operator': 'resembles', 'value': '1'; ERROR",
        "'path': 'fhir:Patient/fhir:name/fhir:family/@value', 'value': 'Quill'; PASS",
        "'path': 'fhir:Patient/fhir:name/fhir:given[2]/@value', 'value': 'Bea'; PASS",
        "'path': 'meta.versionId', 'value': '3'; PASS",
        "'path': '$.gender', 'value': 'male'; FAIL",
        "'compareToSourceId': 'same', 'compareToSourceExpression': 'Patient.name.family'; PASS",
        "'compareToSourceId': 'same', 'compareToSourceExpression': 'Patient.name.given',"
            + " 'operator': 'notEquals'; FAIL",
        "'compareToSourceId': 'other', 'compareToSourceExpression': 'Patient.name.given',"
            + " 'expression': 'Patient.name.given'; FAIL",
        "'compareToSourceId': 'same', 'compareToSourceExpression': 'Patient.deceased'; ERROR",
        "'minimumId': 'same'; PASS",
        "'minimumId': 'other'; FAIL",
        "'minimumId': 'none'; ERROR",
        "'validateProfileId': 'patient'; PASS",
        "'validateProfileId': 'observation'; FAIL",
        "'validateProfileId': 'none'; ERROR",
        "'navigationLinks': true; FAIL",
        "'navigationLinks': false; PASS",
        "'sourceId': 'same', 'expression': 'Patient.name.given', 'value': 'Bea'; PASS",
        "'sourceId': 'none', 'response': 'okay'; ERROR",
        "'description': 'nothing'; ERROR",
        "'response': 'notFound', 'warningOnly': true; WARNING",
        "'resource': 'Patient', 'expression': 'Patient.gender', 'value': 'male'; FAIL"
      })
  void judges(String assertion, Result expected) {
    String actions = Scripts.read() + "," + Scripts.assertion(assertion.replace('\'', '"'));
    TestResult test = Scripts.only(Scripts.run(server, SCRIPT + Scripts.test(actions)));
    ActionResult judged = test.actions().get(1);
    assertThat(judged.result()).as(judged.message()).isEqualTo(expected);
    assertThat(test.result()).isEqualTo(expected);
  }

  @Test
  void what_comes_after_a_failure_is_skipped_and_a_warning_does_not_stop() {
    String warning = Scripts.assertion("\"response\": \"gone\", \"warningOnly\": true");
    String failure = Scripts.assertion("\"response\": \"gone\"");
    String success = Scripts.assertion("\"response\": \"okay\"");
    TestResult test =
        Scripts.only(
            Scripts.run(
                server, Scripts.test(String.join(",", Scripts.read(), warning, failure, success))));
    assertThat(test.actions())
        .extracting(ActionResult::result)
        .containsExactly(Result.PASS, Result.WARNING, Result.FAIL, Result.SKIP);
    assertThat(test.result()).isEqualTo(Result.FAIL);
    assertThat(test.reason()).isEqualTo("assert: 410 expected, was 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no JSON at all", "{\"resourceType\": \"Nonsense\"}", ""})
  void a_body_that_is_no_resource_fails_expressions_and_keeps_its_status(String body) {
    try (StubServer broken = StubServer.always(200, body)) {
      String status = Scripts.assertion("\"response\": \"okay\"");
      String expression = Scripts.assertion("\"expression\": \"Patient.id\", \"value\": \"1\"");
      TestResult test =
          Scripts.only(
              Scripts.run(
                  broken, Scripts.test(String.join(",", Scripts.read(), status, expression))));
      assertThat(test.actions())
          .extracting(ActionResult::result)
          .containsExactly(Result.PASS, Result.PASS, Result.FAIL);
    }
  }

  @Test
  void navigation_links_fit_their_page() {
    String page =
        """
        {"resourceType": "Bundle", "type": "searchset", "total": 2,
         "link": [{"relation": "self", "url": "http://x/Patient"}%s],
         "entry": [{"resource": {"resourceType": "Patient"}, "search": {"mode": "match"}}]}
        """;
    assertThat(NavigationLinks.wrong(Content.of(page.formatted(""))))
        .contains("more matches than entries, but no link to them");
    String next = ", {\"relation\": \"next\", \"url\": \"http://x/Patient?_offset=1\"}";
    assertThat(NavigationLinks.wrong(Content.of(page.formatted(next)))).isEmpty();
    String relative = ", {\"relation\": \"next\", \"url\": \"Patient?_offset=1\"}";
    assertThat(NavigationLinks.wrong(Content.of(page.formatted(relative))))
        .contains("link next is no absolute URL");
    assertThat(NavigationLinks.wrong(Content.of(page.formatted(next + next))))
        .contains("two links next");
  }
}
