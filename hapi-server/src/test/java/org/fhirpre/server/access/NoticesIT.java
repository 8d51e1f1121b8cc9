// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.fhirpre.server.access.Ward.literal;
import static org.hamcrest.Matchers.equalTo;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.HapiExtensions;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions: a notice without content, for whom may have the resource when it is sent. */
class NoticesIT {
  private static final String SCOPES = "user/*.rs user/Subscription.cruds";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Deployment server = Deployment.shared(Database.H2);
  private final Ward ward = Ward.on(server);
  private final Map<String, String> received = new ConcurrentHashMap<>();
  private HttpServer endpoint;

  @BeforeEach
  void listen() throws IOException {
    endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    endpoint.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          received.merge(
              exchange.getRequestURI().getPath(), new String(body, UTF_8) + "|", String::concat);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    endpoint.start();
  }

  @AfterEach
  void stop() {
    endpoint.stop(0);
  }

  @Test
  void who_may_have_the_resource_is_told_of_it_and_nobody_else() {
    Bearer granted = subscriber();
    Bearer denied = subscriber();
    Consent consent = ward.recorded(ward.permit(granted.subject()));
    String own = stored(granted, subscription("/granted"));
    Subscription forged = subscription("/denied");
    forged.getChannel().addExtension(subscriberOf(granted, own));
    String others = stored(denied, forged);
    assertThat(granted.get(others).statusCode()).isEqualTo(404);

    ward.write(ward.observation());
    awaitNotices("/granted", 1);
    assertThat(received.get("/granted")).isEqualTo("|");
    // both were matched by the same write, and theirs is decided in turn
    ward.write(ward.observation());
    awaitNotices("/granted", 2);
    assertThat(received).doesNotContainKey("/denied");

    ward.admin().request().delete(literal(consent)).then().statusCode(200);
    ward.recorded(ward.permit(denied.subject()));
    ward.write(ward.observation());
    awaitNotices("/denied", 1);
    assertThat(received.get("/granted")).isEqualTo("||");
  }

  @Test
  void content_is_never_delivered() {
    Bearer subscriber = subscriber();
    Subscription payload = subscription("/payload");
    payload.getChannel().setPayload("application/fhir+json");
    refused(subscriber, payload);
    Subscription search = subscription("/search");
    search.addExtension(
        new Extension(
            HapiExtensions.EXT_SUBSCRIPTION_PAYLOAD_SEARCH_CRITERIA,
            new StringType("Observation?patient=" + ward.patient().getIdPart())));
    refused(subscriber, search);
    Subscription elsewhere = subscription("/elsewhere");
    elsewhere.getChannel().setEndpoint("http://elsewhere.example.org/notices");
    assertThat(subscriber.post("Subscription", elsewhere).statusCode()).isEqualTo(422);
  }

  private static void refused(Bearer subscriber, Subscription subscription) {
    subscriber
        .post("Subscription", subscription)
        .then()
        .statusCode(422)
        .body("issue[0].details.coding[0].code", equalTo("id-only-subscription"));
  }

  private Bearer subscriber() {
    return Bearer.of(server, ward.doctor().subject(), SCOPES);
  }

  private Subscription subscription(String path) {
    Subscription subscription = new Subscription();
    subscription.setStatus(SubscriptionStatus.REQUESTED).setReason("a test");
    subscription.setCriteria("Observation?patient=" + ward.patient().getIdPart());
    subscription
        .getChannel()
        .setType(SubscriptionChannelType.RESTHOOK)
        .setEndpoint("http://127.0.0.1:" + endpoint.getAddress().getPort() + path);
    return subscription;
  }

  /** Its reference, when it is active. */
  private String stored(Bearer who, Subscription subscription) {
    String location =
        who.post("Subscription", subscription).then().statusCode(201).extract().header("Location");
    String reference = location.replaceAll(".*/(Subscription/[^/]+).*", "$1");
    await(() -> read(who, reference).getStatus() == SubscriptionStatus.ACTIVE);
    return reference;
  }

  private static Subscription read(Bearer who, String reference) {
    String answer = who.get(reference).then().statusCode(200).extract().asString();
    return FhirContext.forR4Cached().newJsonParser().parseResource(Subscription.class, answer);
  }

  private static Extension subscriberOf(Bearer who, String reference) {
    return read(who, reference)
        .getChannel()
        .getExtensionByUrl("https://fhirpre.org/fhir/StructureDefinition/subscriber");
  }

  private void awaitNotices(String path, int count) {
    await(() -> received.getOrDefault(path, "").length() >= count);
  }

  private static void await(BooleanSupplier reached) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!reached.getAsBoolean()) {
      assertThat(Instant.now()).as("in time").isBefore(end);
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }
}
