// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.fhirpre.server.story.Rows;
import org.junit.jupiter.api.Test;

/**
 * The server is killed, again and again, while Consents are given, changed, taken back and deleted
 * and a reader's key is replaced; before the last time the key agent is away too, so that Consents
 * are stored whose grants are not made. {@code -Dfhirpre.seed=N} repeats the changes of a run,
 * {@code -Dfhirpre.kills=N} lengthens it.
 */
abstract class KilledGrants {
  private static final int KILLS = Integer.getInteger("fhirpre.kills", 2);
  private static final int COURSES = 12;

  /** The patient's own data, and measurements. */
  private static final int SEGMENTS = 2;

  private static final int CHANGES = 40;
  private static final List<String> ENDED = List.of("", "none", "revoked");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Database database;
  private final long seed = Long.getLong("fhirpre.seed", System.nanoTime());

  KilledGrants(Database database) {
    this.database = database;
  }

  @Test
  void whatever_the_moment_keys_are_there_for_what_is_given_and_for_nothing_else()
      throws Exception {
    System.out.println(getClass().getSimpleName() + " -Dfhirpre.seed=" + seed);
    Random random = new Random(seed);
    try (Deployment server = Deployment.prepare(database::settings)) {
      server.startAgent();
      server.startProcess();
      Story story = Story.on(server);
      List<Course> courses = Stream.generate(() -> new Course(story)).limit(COURSES).toList();
      courses.forEach(Course::begin);
      Rotation rotation = new Rotation(story);
      for (int kill = 1; kill < KILLS; kill++) {
        changed_until_killed(server, new Changes(courses, rotation), random);
        server.startProcess();
        everything_agrees(courses, rotation, story);
      }
      Changes changes = new Changes(courses, rotation);
      changes.start(random);
      changes.await(CHANGES);
      server.stopAgent();
      changes.await(CHANGES / 2);
      killed(server, changes, random);
      server.startAgent();
      server.startServer();
      everything_agrees(courses, rotation, story);
      rows_agree(courses, Rows.of(server));
    }
  }

  private static void changed_until_killed(Deployment server, Changes changes, Random random)
      throws Exception {
    changes.start(random);
    changes.await(CHANGES);
    killed(server, changes, random);
  }

  private static void killed(Deployment server, Changes changes, Random random) throws Exception {
    TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
    server.killProcess();
    changes.end();
  }

  private static void everything_agrees(List<Course> courses, Rotation rotation, Story story)
      throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    for (Course course : courses) {
      while (course.waits()) {
        assertThat(Instant.now()).as("grants are made in the background").isBefore(end);
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
    Party live = rotation.live();
    for (Course course : courses) {
      Optional<String> actor = course.stored();
      assertThat(course.state()).isIn(actor.isPresent() ? List.of("enforced") : ENDED);
      assertThat(course.planned().values())
          .hasSize(actor.isPresent() ? SEGMENTS : 0)
          .allMatch("live"::equals);
      opens(course, story.reader(), actor);
      opens(course, live, actor);
      rotation.retiredBy(live).forEach(old -> assertThat(course.openedBy(old)).isEmpty());
    }
  }

  private static void opens(Course course, Party party, Optional<String> actor) {
    assertThat(course.openedBy(party))
        .isEqualTo(actor.equals(Optional.of(party.subject())) ? course.written() : Map.of());
  }

  /** What is planned is what is stored, and no key is left of what has ended. */
  private static void rows_agree(List<Course> courses, Rows rows) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (rows.count("pre_outbox") > 0) {
      assertThat(Instant.now()).as("nothing is left to be done").isBefore(end);
      TimeUnit.MILLISECONDS.sleep(200);
    }
    Orphans.none(rows);
    for (Course course : courses) {
      assertThat(rows.grantEntriesOf(course.patientId())).isEqualTo(course.planned().keySet());
    }
  }
}
