// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.json.StrictJson;
import org.fhirpre.crypto.PreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request in, one JSON answer out. Logs the call, the status and the time, nothing else. */
final class AgentHandler implements HttpHandler {
  static final int MAX_BODY_BYTES = 1 << 20;
  private static final Logger log = LoggerFactory.getLogger(AgentHandler.class);

  private final AgentToken token;
  private final Map<String, Function<byte[], Object>> calls;

  AgentHandler(AgentToken token, PatientCalls patients, GrantCalls grants) {
    this.token = token;
    this.calls =
        Map.of(
            "/v1/patients", call(AgentMessages.PatientRequest.class, patients::patient),
            "/v1/segments", call(AgentMessages.SegmentsRequest.class, patients::segments),
            "/v1/grants", call(AgentMessages.GrantsRequest.class, grants::grants));
  }

  private static <T> Function<byte[], Object> call(Class<T> type, Function<T, ?> action) {
    return body -> action.apply(StrictJson.read(body, type));
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    long start = System.nanoTime();
    int status;
    Object answer;
    try {
      answer = answer(exchange);
      status = 200;
    } catch (AgentRefusal e) {
      answer = new AgentMessages.Failure(e.code());
      status = e.status();
    } catch (RuntimeException e) {
      // the edge of the process: the class says enough, the message might quote the request
      log.error("agent failed class={}", e.getClass().getName());
      answer = new AgentMessages.Failure("internal");
      status = 500;
    }
    send(exchange, status, StrictJson.write(answer));
    log.debug("agent status={} micros={}", status, (System.nanoTime() - start) / 1000);
  }

  private Object answer(HttpExchange exchange) throws IOException {
    if (!isAuthorized(exchange)) {
      throw AgentRefusal.unauthorized();
    }
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/v1/health")) {
      requireMethod(exchange, "GET");
      return new AgentMessages.Health("up");
    }
    Function<byte[], Object> call = calls.get(path);
    if (call == null) {
      throw AgentRefusal.noSuchCall();
    }
    requireMethod(exchange, "POST");
    return applied(call, body(exchange));
  }

  private static Object applied(Function<byte[], Object> call, byte[] body) {
    try {
      return call.apply(body);
    } catch (StrictJson.Malformed | PreException | IllegalArgumentException e) {
      throw AgentRefusal.malformed();
    } catch (ClientException e) {
      throw AgentRefusal.storeUnavailable();
    }
  }

  private boolean isAuthorized(HttpExchange exchange) {
    List<String> values = exchange.getRequestHeaders().get("Authorization");
    return values != null && values.size() == 1 && token.matches(values.get(0));
  }

  private static void requireMethod(HttpExchange exchange, String method) {
    if (!exchange.getRequestMethod().equals(method)) {
      throw AgentRefusal.wrongMethod();
    }
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      throw AgentRefusal.tooLarge();
    }
    return body;
  }

  private static void send(HttpExchange exchange, int status, byte[] json) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(status, json.length);
      exchange.getResponseBody().write(json);
    }
  }
}
