// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.guard;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.fhirpre.crypto.SegmentKey;
import org.fhirpre.interceptor.body.Segments;
import org.hl7.fhir.r4.model.Patient;

/**
 * Looks into the host before it serves anybody, and refuses to start it where something would be
 * stored readable. The canary protects an operator whose host we never saw: what proves the
 * installation is a look into the database, never a search that finds.
 */
public final class StartVerifier {
  private final Host host;

  /** What the verifier asks its host for; wired in the auto-configuration. */
  public interface Host {
    /** Whether a bean definition may silently replace another of the same name. */
    boolean allowsOverriding();

    /** Names of the types of which HAPI's own bean is in use instead of ours. */
    List<String> notReplaced();

    JpaStorageSettings settings();

    /** A segment that belongs to nobody and that nobody can open. */
    SegmentKey throwAway();

    /**
     * Stores a Patient, hands over its row id and the same connection, and rolls all of it back.
     */
    void storeAndRollBack(Patient patient, Look look);
  }

  /** A look at what was stored. */
  public interface Look {
    void at(long pid, Connection connection) throws SQLException;
  }

  public StartVerifier(Host host) {
    this.host = host;
  }

  /**
   * @throws IllegalStateException naming what is wrong
   */
  public void verify() {
    require(
        !host.allowsOverriding(),
        "set spring.main.allow-bean-definition-overriding=false: with it"
            + " HAPI's beans replace ours");
    List<String> foreign = host.notReplaced();
    require(foreign.isEmpty(), "the host does not use the plug-in's beans of " + foreign);
    List<String> broken = StorageRules.broken(host.settings());
    require(
        broken.isEmpty(), "storage settings were changed after the plug-in set them: " + broken);
    canary();
  }

  /** The canary alone. */
  public void canary() {
    Canary canary = new Canary();
    Patient patient = canary.patient();
    Segments.sealOnlyTo(patient, host.throwAway());
    host.storeAndRollBack(patient, (pid, connection) -> look(canary, pid, connection));
  }

  private static void look(Canary canary, long pid, Connection connection) throws SQLException {
    RowsOfResource rows = new RowsOfResource(connection);
    Predicate<String> readable =
        value -> {
          String lower = value.toLowerCase(Locale.ROOT);
          return canary.words().stream().anyMatch(lower::contains)
              || canary.dates().stream().anyMatch(lower::contains);
        };
    Optional<String> place = rows.find(pid, readable);
    require(place.isEmpty(), "a test resource is readable in " + place.orElse(""));
    require(!rows.hasTag(canary.tagValues()), "a test resource is readable in HFJ_TAG_DEF");
  }

  private static void require(boolean ok, String problem) {
    if (!ok) {
      throw new IllegalStateException("refusing to start: " + problem);
    }
  }
}
