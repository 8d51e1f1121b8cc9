// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.conformance;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.fhirpre.server.relay.Answered;
import org.fhirpre.server.relay.Asked;
import org.fhirpre.server.relay.Opening;
import org.fhirpre.server.relay.Relay;
import org.fhirpre.server.relay.Step;
import org.fhirpre.server.story.Records;
import org.fhirpre.testkit.testscript.JUnitReports;
import org.fhirpre.testkit.testscript.ScriptResult;
import org.fhirpre.testkit.testscript.Target;
import org.fhirpre.testkit.testscript.TestReports;
import org.fhirpre.testkit.testscript.TestScripts;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;

/**
 * Runs the suites in each mode, each on a server of its own, for scripts choose fixed ids and count
 * what they find.
 */
final class ModeRuns {
  static final Path DATA = Path.of("src/test/conformance");
  private static final Path REPORTS = Path.of("target/testreports");
  private static final Database DATABASE =
      Database.valueOf(System.getProperty("fhirpre.conformance.database", "H2"));
  private static final String METADATA = "metadata";
  private static final String ANY_ID = "--fhirpre.client-ids=any";

  /** What HAPI does unless told otherwise, and this server does not: scripts rely on it. */
  private static final Map<String, String> HEADERS = Map.of("Prefer", "return=representation");

  private final Predicate<String> wanted;
  private final ConcurrentLinkedQueue<Said> said = new ConcurrentLinkedQueue<>();
  private final Set<String> markers = new HashSet<>();
  private final List<String> left = new ArrayList<>();

  /**
   * @param wanted scripts by name
   */
  ModeRuns(Predicate<String> wanted) {
    this.wanted = wanted;
  }

  /** One exchange of M2. */
  private record Said(Asked asked, Answered answer) {}

  Results of(Mode mode) {
    String setting = mode == Mode.M0 ? "--fhirpre.enabled=false" : ANY_ID;
    try (Deployment server = Deployment.start(DATABASE, setting)) {
      Party principal = server.party("demo-ehr");
      Optional<Step> between = between(mode, server);
      if (between.isEmpty()) {
        return run(mode, server.base(), principal);
      }
      try (Relay relay = Relay.start(server.base(), between.get())) {
        Results results = run(mode, relay.base(), principal);
        if (mode == Mode.M2) {
          left.addAll(MarkersAtRest.found(markers, server.dataSource(), unprompted()));
        }
        return results;
      }
    }
  }

  /** Answers to what held no marker itself. */
  private List<String> unprompted() {
    return said.stream()
        .filter(each -> markers.stream().noneMatch(each.asked().said()::contains))
        .filter(each -> !each.asked().path().equals(METADATA))
        .map(each -> each.answer().text())
        .toList();
  }

  /** Where M2 left what it was given, readable in any encoding. */
  List<String> left() {
    return List.copyOf(left);
  }

  private Optional<Step> between(Mode mode, Deployment server) {
    return switch (mode) {
      case M0 -> {
        // HAPI's own default; by instants it finds neighbouring days (ADR 16)
        server.bean(JpaStorageSettings.class).setUseOrdinalDatesForDayPrecisionSearches(true);
        yield Optional.empty();
      }
      case M1 -> {
        Community community = Community.of(server);
        yield Optional.of(new Opening(community.opener(), community));
      }
      case M2 -> Optional.of(this::overheard);
    };
  }

  private Answered overheard(Asked asked, Step.Behind server) {
    Answered answer = server.send(asked);
    said.add(new Said(asked, answer));
    return answer;
  }

  private Results run(Mode mode, URI base, Party principal) {
    String runId = "run" + mode.name().toLowerCase(Locale.ROOT) + "q";
    String fakesOf = given(base, principal);
    Map<String, String> variables =
        Map.of("token1", principal.token(), "runId", runId, "fakesOf", fakesOf);
    Target target = new Target(List.of(base, base), HEADERS, variables);
    List<ScriptResult> scripts = TestScripts.in(DATA).only(wanted).run(target);
    TestReports.write(scripts, target, REPORTS.resolve(mode.name()));
    JUnitReports.write(scripts, REPORTS.resolve(mode.name()));
    if (mode == Mode.M2) {
      markers.addAll(Markers.of(scripts, runId));
    }
    return Results.of(scripts, runId);
  }

  /** What the suites take for granted: an organisation, and somebody whose the fakes are. */
  private static String given(URI base, Party principal) {
    Organization organization = new Organization().setName("Given");
    organization.setId("1");
    Patient patient = Records.patient("Fakely");
    for (Resource each : List.of(organization, patient)) {
      String reference = each.fhirType() + "/" + each.getIdElement().getIdPart();
      principal
          .request()
          .baseUri(base.toString())
          .body(Party.json(each))
          .put(reference)
          .then()
          .statusCode(201);
    }
    return "Patient/" + patient.getIdPart();
  }

  /** What M2 was told that it had not just said itself. */
  List<String> told() {
    if (said.isEmpty() || markers.isEmpty()) {
      throw new IllegalStateException("M2 did not run");
    }
    List<String> leaks = new ArrayList<>();
    for (Said each : said) {
      if (each.asked().path().equals(METADATA)) {
        continue; // the same for everybody, and full of words
      }
      String answer = each.answer().text();
      String own = each.asked().said();
      markers.stream()
          .filter(marker -> answer.contains(marker) && !own.contains(marker))
          .map(marker -> each.asked().method() + " " + each.asked().path() + ": " + marker)
          .distinct()
          .forEach(leaks::add);
    }
    return leaks;
  }
}
