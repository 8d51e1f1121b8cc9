// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.atrest;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.fhirpre.server.deployment.Party;
import org.hl7.fhir.r4.model.Resource;

/** Sends one party's requests and keeps what was answered otherwise than foreseen. */
final class Exchange {
  private static final int QUOTED = 600;

  private final Party party;
  private final String token;
  private final List<String> surprises;

  Exchange(Party party, List<String> surprises) {
    this.party = party;
    this.token = party.token();
    this.surprises = surprises;
  }

  static List<String> surprises() {
    return new ArrayList<>();
  }

  Party party() {
    return party;
  }

  Response post(int status, String path, Resource resource) {
    return send(status, "POST " + path, request -> body(request, resource).post(path));
  }

  Response put(int status, Resource resource) {
    String path = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    return put(status, path, resource);
  }

  Response put(int status, String path, Resource resource) {
    return send(
        status, "PUT " + path, request -> at(body(request, resource), path).put(pathOf(path)));
  }

  Response get(int status, String path) {
    return send(status, "GET " + path, request -> at(request, path).get(pathOf(path)));
  }

  Response delete(int status, String path) {
    return send(status, "DELETE " + path, request -> at(request, path).delete(pathOf(path)));
  }

  Response send(int status, String step, Function<RequestSpecification, Response> request) {
    Response answer = request.apply(party.request(token));
    if (answer.statusCode() != status) {
      String text = answer.asString();
      surprises.add(
          "%s: %d instead of %d: %s"
              .formatted(
                  step,
                  answer.statusCode(),
                  status,
                  text.substring(0, Math.min(QUOTED, text.length()))));
    }
    return answer;
  }

  /** The query goes in apart: a path with an address in its query is taken for an address. */
  private static RequestSpecification at(RequestSpecification request, String path) {
    int mark = path.indexOf('?');
    String query = mark < 0 ? "" : path.substring(mark + 1);
    for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      request.queryParam(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return request;
  }

  private static String pathOf(String path) {
    int mark = path.indexOf('?');
    return mark < 0 ? path : path.substring(0, mark);
  }

  static RequestSpecification body(RequestSpecification request, Resource resource) {
    return request.body(Party.json(resource));
  }
}
