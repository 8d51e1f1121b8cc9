// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.PractitionerKeys;
import org.fhirpre.crypto.RegistrationContext;
import org.fhirpre.crypto.RootSeed;
import org.fhirpre.crypto.TerminalSecretKey;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.interceptor.autoconfigure.SpringTransactions;
import org.fhirpre.interceptor.jdbc.ConsentStore;
import org.fhirpre.interceptor.jdbc.HapiResources;
import org.fhirpre.interceptor.jdbc.HeldKeysStore;
import org.fhirpre.interceptor.jdbc.JdbcGrantStore;
import org.fhirpre.interceptor.jdbc.Outbox;
import org.fhirpre.interceptor.jdbc.PatientStore;
import org.fhirpre.interceptor.jdbc.PreMeta;
import org.fhirpre.interceptor.jdbc.Schema;
import org.fhirpre.interceptor.jdbc.SegmentStore;
import org.fhirpre.interceptor.jdbc.SubjectKey;
import org.fhirpre.interceptor.jdbc.SubjectKeyStore;
import org.fhirpre.interceptor.keys.AgentClient;
import org.fhirpre.interceptor.keys.Enrolment;
import org.fhirpre.interceptor.keys.JdbcKeyDirectory;
import org.fhirpre.interceptor.keys.KeyStores;
import org.fhirpre.interceptor.keys.ServerKeys;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** A fresh database with all stores, server keys in a fresh folder, and a key agent. */
public final class Stage implements AutoCloseable {
  public static final String SERVER = "http://server/fhir";

  private final SecureRandom random = new SecureRandom();
  public final TestAgent agent = new TestAgent();
  public final TestClock clock = new TestClock();
  public final DataSource database;
  public final DataSource source;
  public final SpringTransactions transactions;
  public final ServerKeys serverKeys;
  public final KeyStores stores;
  public final HapiResources resources;
  public final List<AuditTrail.Entry> audited = new CopyOnWriteArrayList<>();

  public Stage(TestDatabase kind) {
    this.database = kind.fresh();
    Schema.migrate(database);
    this.source = new TransactionAwareDataSourceProxy(database);
    this.transactions = new SpringTransactions(new DataSourceTransactionManager(database));
    this.serverKeys = ServerKeys.open(folder(), Optional.empty(), new PreMeta(source));
    this.resources = new HapiResources(source);
    this.stores =
        new KeyStores(
            new PatientStore(source),
            new SegmentStore(source, serverKeys.seal(), serverKeys.segmentLookup()),
            new SubjectKeyStore(source),
            new HeldKeysStore(source, serverKeys.seal()),
            new ConsentStore(source, serverKeys.seal()),
            new Outbox(source),
            transactions);
    execute(
        "CREATE TABLE HFJ_RESOURCE (RES_TYPE VARCHAR(40), FHIR_ID VARCHAR(64), RES_DELETED_AT"
            + " TIMESTAMP, RES_ID BIGINT)");
    execute("CREATE TABLE HFJ_RES_VER (RES_ID BIGINT, RES_TEXT_VC VARCHAR(100000))");
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("keys").resolve("server");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public Enrolment enrolment(Enrolment.Policy policy) {
    return new Enrolment(
        Optional.of(new AgentClient(agent.url(), agent.tokenFile())), SERVER, policy, clock);
  }

  /** A directory of one node; nodes share the database. */
  public JdbcKeyDirectory directory() {
    return new JdbcKeyDirectory(stores, enrolment(Enrolment.Policy.ON_FIRST_WRITE));
  }

  public JdbcGrantStore grants() {
    return new JdbcGrantStore(source, serverKeys.seal());
  }

  /** As if HAPI had stored such a resource. */
  public void resource(String type, String id) {
    execute("INSERT INTO HFJ_RESOURCE (RES_TYPE, FHIR_ID) VALUES ('" + type + "', '" + id + "')");
  }

  /** A practitioner, organisation, … that exists and has a live key. */
  public TerminalSecretKey grantee(String subject) {
    String[] parts = subject.split("/", 2);
    resource(parts[0], parts[1]);
    TerminalSecretKey key = newKey();
    stores.subjects().addReceiving(registered(subject, key));
    return key;
  }

  public TerminalSecretKey newKey() {
    try (RootSeed seed = RootSeed.random(random);
        PractitionerKeys keys = PractitionerKeys.of(seed)) {
      return keys.terminal(0);
    }
  }

  public SubjectKey registered(String subject, TerminalSecretKey key) {
    Instant time = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    PossessionProof proof =
        PossessionProof.prove(key, RegistrationContext.forSubject(subject, SERVER, time), random);
    return new SubjectKey(subject, Umbral.SUITE_ID, key.publicKey(), proof, time);
  }

  public void execute(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() {
    agent.close();
  }

  /** The system's time, moved on request. */
  public static final class TestClock extends Clock {
    private volatile java.time.Duration ahead = java.time.Duration.ZERO;

    public void advance(java.time.Duration by) {
      ahead = ahead.plus(by);
    }

    @Override
    public java.time.ZoneId getZone() {
      return java.time.ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }
  }
}
