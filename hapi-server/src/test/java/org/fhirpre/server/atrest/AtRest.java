// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.atrest;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Postgres;
import org.fhirpre.testkit.LogCapture;
import org.fhirpre.testkit.atrest.AllowList;
import org.fhirpre.testkit.atrest.AtRestScanner;
import org.fhirpre.testkit.atrest.Canary;
import org.fhirpre.testkit.atrest.Form;
import org.fhirpre.testkit.atrest.ScanReport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Gives a server records and requests full of canaries and looks for them in everything that it
 * leaves behind. This test owns the guarantee that nothing is stored readable; what it is worth is
 * shown by the same on HAPI alone, where every canary must be found.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AtRest {
  private static final String NOT_KEPT_BY_HAPI = "not-kept-by-hapi.txt";

  private final Database database;
  private final Samples samples = Samples.find();
  private final Fixtures fixtures;
  private final List<String> surprises = Exchange.surprises();
  private List<Form> hashes = List.of();
  private List<ScanReport> reports = List.of();

  AtRest(Database database) {
    this.database = database;
    this.fixtures = new Fixtures(database.name().hashCode());
  }

  /** Folders of the database outside the server's data folder. */
  abstract List<Path> databaseFolders();

  @BeforeAll
  void a_server_with_a_day_of_work_behind_it() {
    Instant start = Instant.now();
    try (Deployment server = Deployment.start(database);
        LogCapture log = LogCapture.asConfigured();
        LogCapture trace = LogCapture.at(Level.TRACE, "org.fhirpre")) {
      work(server, surprises);
      hashes = HapiHashes.of(server, fixtures.filled());
      AtRestScanner scanner = AtRestScanner.of(allCanaries(), hashes);
      checkpoint(server.dataSource());
      scanner.database("tables", server.dataSource());
      server.stopServer();
      scanner.files("data folder", server.data());
      databaseFolders().forEach(folder -> scanner.files("database files", folder));
      List<Path> apart = new ArrayList<>(databaseFolders());
      apart.addAll(Deployment.folders()); // this one's, and other servers' with their own records
      apart.addAll(Postgres.sharedFolders()); // on H2: the other database, where the control was
      YoungFiles.since(start, apart).forEach(file -> scanner.files("temporary files", file));
      scanner.lines("log", log.lines());
      scanner.lines("trace", trace.lines());
      reports = List.of(scanner.report());
    }
  }

  @Test
  void the_requests_were_answered_as_foreseen() {
    assertThat(surprises).isEmpty();
  }

  @Test
  void nothing_readable_is_left_behind() {
    ScanReport report = reports.get(0);
    System.out.println("at-rest scan of " + database + ": " + report);
    ScanReport.Verdict verdict = report.judge(AllowList.resource(AtRest.class, allowed()));

    assertThat(verdict.leaks()).isEmpty();
    assertThat(verdict.unused()).as("outdated entries of " + allowed()).isEmpty();
  }

  @Test
  void every_place_was_really_looked_at() {
    assertThat(reports.get(0).bytesByPlace())
        .containsKeys("tables", "data folder", "log", "trace")
        .allSatisfy((place, bytes) -> assertThat(bytes).as(place).isPositive());
  }

  @Test
  void the_same_on_hapi_alone_is_found() throws IOException {
    try (Deployment plain = Deployment.start(database, "--fhirpre.enabled=false")) {
      work(plain, Exchange.surprises());
      List<Canary> kept = new ArrayList<>(fixtures.storedCanaries());
      kept.addAll(samples.canaries());
      AtRestScanner scanner = AtRestScanner.of(kept, hashes);
      scanner.database("tables", plain.dataSource());
      ScanReport control = scanner.report();
      System.out.println("control on " + database + ": " + control);

      assertThat(notFound(control)).containsExactlyElementsOf(notKept());
      assertThat(control.formsFound()).contains(HapiHashes.FORM, "value", "ordinal");
    }
  }

  private String allowed() {
    return "allowed-" + database.name().toLowerCase(Locale.ROOT) + ".txt";
  }

  private void work(Deployment server, List<String> unforeseen) {
    Exchange ehr = new Exchange(server.party("demo-ehr"), unforeseen);
    Writing writing = new Writing(ehr, fixtures);
    String first = writing.samples(samples);
    writing.creates();
    writing.updates();
    writing.conditionals();
    writing.transaction();
    writing.refused();
    writing.patches();
    Asking asking = new Asking(ehr, fixtures);
    asking.searches();
    asking.refusedSearches();
    asking.operations(writing.created());
    Exchange practitioner = new Exchange(server.party("demo-practitioner"), unforeseen);
    Exchange admin = new Exchange(server.party("demo-admin"), unforeseen);
    asking.grantedReading(admin, practitioner, samples.first(), first);
    asking.exports(practitioner, first);
    writing.deletes();
  }

  private List<Canary> allCanaries() {
    List<Canary> all = new ArrayList<>(fixtures.storedCanaries());
    all.addAll(fixtures.passingCanaries());
    all.addAll(samples.canaries());
    return all;
  }

  private static Set<String> notFound(ScanReport control) {
    Set<String> elements = new TreeSet<>();
    control.notFound().forEach(canary -> elements.add(anyType(canary.element())));
    return elements;
  }

  private static String anyType(String element) {
    return "*" + element.substring(element.indexOf('.'));
  }

  /** One element a line, then {@code |} and why plain HAPI does not keep it. */
  private static Set<String> notKept() throws IOException {
    Set<String> elements = new TreeSet<>();
    try (var in = AtRest.class.getResourceAsStream(NOT_KEPT_BY_HAPI)) {
      if (in == null) {
        throw new IllegalStateException(NOT_KEPT_BY_HAPI + " is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .forEach(line -> elements.add(line.substring(0, line.indexOf('|')).strip()));
    }
    return elements;
  }

  /** So that the files hold what the tables hold, and the planner's statistics sample it. */
  private static void checkpoint(DataSource source) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE");
      statement.execute("CHECKPOINT");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
