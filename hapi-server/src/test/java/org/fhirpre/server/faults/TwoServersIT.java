// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.fhirpre.server.story.Records;
import org.fhirpre.server.story.Rows;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two processes on one PostgreSQL, with the same keys and one agent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoServersIT {
  private static final int ROUNDS = 6;
  private static final int READERS = 2;

  private final Deployment first = Deployment.shared(Database.POSTGRESQL);
  private final Deployment second = first.beside();
  private final Story story = Story.on(first);

  @BeforeAll
  void start() {
    second.startProcess();
  }

  @AfterAll
  void stop() {
    second.killProcess();
  }

  /**
   * One read of the other server.
   *
   * @param began when it was sent, as {@link System#nanoTime}
   */
  private record Read(long began, int status) {}

  @Test
  void no_read_that_began_after_a_revocation_was_answered_succeeds_anywhere() throws Exception {
    List<Consumer<Consent>> ways = List.of(this::inactivate, this::delete, this::revoke);
    for (int round = 0; round < ROUNDS; round++) {
      Patient patient = Records.patient("Twoservers");
      story.write(patient);
      Consent consent = story.consent(patient);
      Reading reading = new Reading("Patient/" + patient.getIdPart());
      reading.await_a_success();
      ways.get(round % ways.size()).accept(consent);
      long answered = System.nanoTime();
      TimeUnit.MILLISECONDS.sleep(300);
      List<Read> reads = reading.stop();
      assertThat(reads).extracting(Read::status).contains(200, 404);
      assertThat(reads)
          .filteredOn(read -> read.began() > answered)
          .isNotEmpty()
          .allMatch(read -> read.status() == 404);
      assertThat(Rows.of(first).grantsOf(consent.getIdPart())).isZero();
    }
  }

  private void inactivate(Consent consent) {
    consent.setStatus(ConsentState.INACTIVE);
    story.admin().put(consent).then().statusCode(200);
  }

  private void delete(Consent consent) {
    story.admin().request().delete("Consent/" + consent.getIdPart()).then().statusCode(200);
  }

  private void revoke(Consent consent) {
    story
        .admin()
        .request()
        .body("{\"resourceType\":\"Parameters\"}")
        .post("Consent/" + consent.getIdPart() + "/$revokeConsent")
        .then()
        .statusCode(200);
  }

  /** Reads the second server without a pause. */
  private final class Reading {
    private final Queue<Read> reads = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(READERS);
    private final List<Future<Void>> running = new ArrayList<>();
    private volatile boolean stopped;

    Reading(String path) {
      String token = story.reader().token();
      for (int thread = 0; thread < READERS; thread++) {
        running.add(threads.submit(() -> read(path, token)));
      }
    }

    private Void read(String path, String token) {
      while (!stopped) {
        long began = System.nanoTime();
        Response answer = story.reader().request(token).baseUri(second.base().toString()).get(path);
        reads.add(new Read(began, answer.statusCode()));
      }
      return null;
    }

    void await_a_success() throws InterruptedException {
      for (int turn = 0; turn < 600; turn++) {
        if (reads.stream().anyMatch(read -> read.status() == 200)) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
      throw new AssertionError("the second server never served a granted read");
    }

    List<Read> stop() throws Exception {
      stopped = true;
      threads.shutdown();
      for (Future<Void> each : running) {
        each.get();
      }
      return List.copyOf(reads);
    }
  }

  @Test
  void updates_of_one_consent_through_both_servers_leave_what_the_last_one_says() throws Exception {
    Patient patient = Records.patient("Twoservers");
    story.write(patient);
    Consent consent = story.consent(patient);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Callable<Set<Integer>>> writers =
        List.of(
            () -> updates(consent, first, story.reader()),
            () -> updates(consent, second, story.other()));
    for (Future<Set<Integer>> statuses : threads.invokeAll(writers)) {
      assertThat(statuses.get()).isSubsetOf(200, 409, 412).contains(200);
    }
    threads.shutdown();
    String path = "Consent/" + consent.getIdPart();
    String stored = story.admin().get(path).asString();
    boolean forReader = stored.contains(story.reader().subject());
    String person = "Patient/" + patient.getIdPart();
    TimeUnit.SECONDS.sleep(2);
    assertThat(story.reader().get(person).statusCode()).isEqualTo(forReader ? 200 : 404);
    assertThat(story.other().get(person).statusCode()).isEqualTo(forReader ? 404 : 200);
    assertThat(Rows.of(first).grantsOf(consent.getIdPart())).isEqualTo(1);
  }

  private Set<Integer> updates(Consent consent, Deployment server, Party actor) {
    Set<Integer> statuses = new TreeSet<>();
    Consent changed = consent.copy();
    changed.getProvision().getActorFirstRep().setReference(new Reference(actor.subject()));
    String token = story.admin().token();
    for (int time = 0; time < 8; time++) {
      statuses.add(
          story
              .admin()
              .request(token)
              .baseUri(server.base().toString())
              .body(Party.json(changed))
              .put("Consent/" + consent.getIdPart())
              .statusCode());
    }
    return statuses;
  }

  @Test
  void of_two_updates_of_the_same_version_one_is_refused() {
    Patient patient = Records.patient("Twoservers");
    story.write(patient);
    Consent consent = story.consent(patient);
    consent.getProvision().getActorFirstRep().setReference(new Reference(story.other().subject()));
    assertThat(ifVersionOne(consent, first)).isEqualTo(200);
    assertThat(ifVersionOne(consent, second)).isIn(409, 412);
    assertThat(Rows.of(first).grantsOf(consent.getIdPart())).isEqualTo(1);
  }

  private int ifVersionOne(Consent consent, Deployment server) {
    return story
        .admin()
        .request()
        .baseUri(server.base().toString())
        .header("If-Match", "W/\"1\"")
        .body(Party.json(consent))
        .put("Consent/" + consent.getIdPart())
        .statusCode();
  }
}
