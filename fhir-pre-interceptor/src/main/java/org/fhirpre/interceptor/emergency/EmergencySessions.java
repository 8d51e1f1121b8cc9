// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.emergency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.fhirpre.crypto.PreException;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.jdbc.BreakGlassStore;
import org.fhirpre.interceptor.requester.RequesterHook;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.terminology.Label;

/**
 * Sessions in the database: they hold on every node and over a restart. The database has a hash of
 * what names a session, so that who reads it cannot use one.
 */
public final class EmergencySessions implements RequesterHook.Emergencies {
  private static final int SECRET_BYTES = 32;

  private final BreakGlassStore store;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public EmergencySessions(BreakGlassStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * A session that was opened.
   *
   * @param secret what its holder sends
   * @param row as it is stored
   */
  record Opened(String secret, BreakGlassStore.Row row) {}

  /** Stores a session; joins the caller's transaction. */
  Opened open(EmergencySession session, Duration lasting) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant expires = Instant.ofEpochMilli(session.openedMs()).plus(lasting);
    BreakGlassStore.Row row = new BreakGlassStore.Row(hash(secret), expires, session.toText());
    store.put(row);
    return new Opened(secret, row);
  }

  @Override
  public Map<String, Label> of(Reader reader, String secret) {
    try {
      return store
          .live(hash(secret), clock.instant())
          .map(row -> EmergencySession.ofText(row.body()))
          .filter(session -> session.belongsTo(reader))
          .map(session -> Map.of(session.patient(), session.purpose()))
          .orElseThrow(EmergencySessions::invalid);
    } catch (PreException altered) {
      throw invalid();
    }
  }

  private static RuntimeException invalid() {
    return FhirErrors.forbidden(
        "session-invalid", "The emergency session is over, or not of this person and client");
  }

  private static String hash(String secret) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
