// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.fhirpre.client.TestFhirServer;
import org.fhirpre.client.TestWard;
import org.fhirpre.client.cli.CommandRunner.Result;
import org.fhirpre.client.held.PublicJwk;
import org.fhirpre.client.keystore.Keystore;
import org.fhirpre.client.keystore.Passphrase;
import org.fhirpre.client.keystore.PatientEntry;
import org.fhirpre.crypto.DelegatorPublicKey;
import org.fhirpre.crypto.DirectoryEntry;
import org.fhirpre.crypto.GrantEdge;
import org.fhirpre.crypto.GrantSignature;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.PractitionerKeys;
import org.fhirpre.crypto.RegistrationContext;
import org.fhirpre.crypto.RootSeed;
import org.fhirpre.crypto.SegmentDirectory;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.TerminalSecretKey;
import org.fhirpre.crypto.VerifiedDirectory;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of a patient who holds her keys herself, against a server that may lie. */
class HeldCommandsTest {
  private static final String PATIENT = "Patient/p";
  private static final String DOCTOR = "Practitioner/9";
  private static final String PLAN = "GET /fhir/Consent/c/$grant-plan";
  private static final String UPLOAD = "POST /fhir/Consent/c/$upload-grants";
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final TestFhirServer server = new TestFhirServer();
  private final SecureRandom random = new SecureRandom();

  @TempDir Path folder;
  private CommandRunner fhirpre;
  private TerminalSecretKey doctor;

  @BeforeEach
  void an_enrolled_patient_and_a_doctor_with_a_proven_key() {
    fhirpre = new CommandRunner(folder, "secret");
    Parameters missing = new Parameters();
    for (String group : List.of("clinical", "diagnostics")) {
      ParametersParameterComponent part = missing.addParameter().setName("missing");
      part.addPart().setName("facet").setValue(new StringType("NORMAL"));
      part.addPart().setName("classGroup").setValue(new CodeType(group));
      part.addPart().setName("epoch").setValue(new StringType("2026"));
    }
    server.answer("POST /fhir/Patient/p/$enroll", missing);
    assertThat(online("enroll", PATIENT).status()).isZero();
    doctor = terminal();
    server.answer("GET /fhir/Practitioner/9/$keys", keys(DOCTOR, doctor));
    Parameters done = new Parameters();
    done.addParameter("state", new CodeType("enforced"));
    server.answer(UPLOAD, done);
  }

  @AfterEach
  void close() {
    server.close();
    doctor.close();
  }

  @Test
  void enroll_publishes_proven_keys_and_remembers_what_segments_stand_for() {
    Parameters sent = parsed(server.bodies.get(1));
    assertThat(sent.getParameter()).filteredOn(part -> part.getName().equals("key")).hasSize(3);
    try (Keystore keystore = keystore()) {
      PatientEntry entry = keystore.patient(PATIENT).orElseThrow();
      VerifiedDirectory directory = directory(sent, entry);
      assertThat(directory.id()).isEqualTo(entry.directory());
      assertThat(directory.entries())
          .hasSize(2)
          .allSatisfy(each -> assertThat(entry.label(each.segment())).contains(each.label()));
      RegistrationContext context =
          RegistrationContext.forSubject(
              PATIENT,
              server.base(),
              Instant.parse(sent.getParameter("time").getValue().primitiveValue()));
      for (ParametersParameterComponent key : sent.getParameter()) {
        if (key.getName().equals("key") && text(key, "role").equals("signing/grant")) {
          try (var signer = entry.keys().grantSigner()) {
            PossessionProof.fromBytes(Base64.getUrlDecoder().decode(text(key, "proof")))
                .verify(signer.verifyingKey(), context);
          }
        }
      }
    }
  }

  @Test
  void grant_says_what_is_shared_and_signs_exactly_that() {
    TestPlan plan = plan();
    server.answer(PLAN, plan.parameters());
    Result result = online("grant", "Consent/c", "--yes");
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out()).contains("\"state\":\"enforced\"");
    assertThat(result.err())
        .contains(DOCTOR, "records without a sensitive label: clinical", "Only policy", "purpose");

    Parameters sent = parsed(server.bodies.get(server.bodies.size() - 1));
    try (Keystore keystore = keystore()) {
      PatientEntry entry = keystore.patient(PATIENT).orElseThrow();
      ParametersParameterComponent grant = sent.getParameter("grant");
      GrantEdge edge = GrantEdge.fromBytes(bytes(grant, "fragment"));
      try (var frags = entry.keys().keyFragSigner();
          var signer = entry.keys().grantSigner()) {
        assertThat(edge.verify(frags.verifyingKey()).context()).isEqualTo(plan.context().digest());
        GrantSignature.fromBytes(bytes(grant, "signature"))
            .verify(
                signer.verifyingKey(),
                new GrantSignature.Statement(plan.digest(), plan.context(), List.of(edge)));
      }
    }
  }

  @Test
  void grant_signs_nothing_without_a_yes() {
    server.answer(PLAN, plan().parameters());
    Result result = online("grant", "Consent/c");
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains(DOCTOR, "--yes");
    assertThat(server.requests).doesNotContain(UPLOAD);
  }

  @Test
  void grant_refuses_a_plan_that_is_not_the_one_that_was_read() {
    TestPlan plan = plan();
    server.answer(PLAN, plan.parameters());
    String read = Base64.getEncoder().encodeToString(plan.digest().toBytes());
    TestPlan longer = plan();
    longer.notAfter = longer.notAfter.plusSeconds(60);
    server.answer(PLAN, longer.parameters());
    assertThat(online("grant", "Consent/c", "--yes", "--digest", read).status()).isEqualTo(1);
    assertThat(server.requests).doesNotContain(UPLOAD);
    server.answer(PLAN, plan.parameters());
    assertThat(online("grant", "Consent/c", "--yes", "--digest", read).status()).isZero();
  }

  @Test
  void an_entry_that_is_refused_is_not_signed() {
    TestPlan plan = plan();
    server.answer(PLAN, plan.parameters());
    assertThat(online("grant", "Consent/c", "--yes", "--refuse", plan.id()).status()).isZero();
    Parameters sent = parsed(server.bodies.get(server.bodies.size() - 1));
    assertThat(sent.getParameter("grant")).isNull();
    assertThat(text(sent.getParameter("refused"), "entry")).isEqualTo(plan.id());
    assertThat(online("grant", "Consent/c", "--yes", "--refuse", "none").status()).isEqualTo(2);
  }

  @Test
  void a_lie_about_whom_a_key_belongs_to_is_not_signed() {
    TestPlan plan = plan();
    try (TerminalSecretKey stranger = terminal()) {
      plan.delegatee = stranger;
      refused(plan, "is not proven");
      server.answer("GET /fhir/Practitioner/9/$keys", keys("Practitioner/8", stranger));
      refused(plan, "is not proven");
    }
  }

  @Test
  void a_lie_about_a_segment_is_not_signed() {
    TestPlan meaning = plan();
    meaning.group = "diagnostics";
    refused(meaning, "does not stand for what is said");
    TestPlan facet = plan();
    facet.facet = "R";
    refused(facet, "does not stand for what is said");
    TestPlan strange = plan();
    strange.segment = SegmentId.random(random);
    refused(strange, "is not the patient's");
    TestPlan key = plan();
    key.segmentKey = DelegatorPublicKey.fromBytes(doctor.publicKey().toBytes());
    key.delegatee = terminal();
    refused(key, "is not the patient's");
  }

  @Test
  void a_plan_whose_digest_is_not_that_of_its_content_is_not_signed() {
    TestPlan plan = plan();
    Parameters shown = plan.parameters();
    shown.getParameter().removeIf(part -> part.getName().equals("condition"));
    server.answer(PLAN, shown);
    notSigned("its digest is not that of its content");
    TestPlan renamed = plan();
    renamed.claimedId = BASE64URL.encodeToString(new byte[32]);
    refused(renamed, "an entry's id is not that of its terms");
  }

  @Test
  void a_grant_that_lasts_too_long_or_forwards_or_is_for_another_consent_is_not_signed() {
    TestPlan longer = plan();
    longer.notAfter = Instant.now().plus(Duration.ofDays(5000)).truncatedTo(ChronoUnit.SECONDS);
    refused(longer, "lasts too long");
    TestPlan forwards = plan();
    forwards.maxDepth = 2;
    refused(forwards, "forward");
    TestPlan other = plan();
    other.consent = "Consent/d";
    refused(other, "another Consent's");
    TestPlan managed = plan();
    managed.agent = "managed";
    refused(managed, "not hers");
  }

  @Test
  void plan_prints_words_or_the_plan_and_checks_with_the_keys() {
    server.answer(PLAN, plan().parameters());
    assertThat(online("plan", "Consent/c", "--format", "table").out())
        .contains(DOCTOR, "1 grants to sign, 0 given already");
    assertThat(online("plan", "Consent/c").out()).contains("\"planId\"");
    TestPlan lie = plan();
    lie.group = "diagnostics";
    server.answer(PLAN, lie.parameters());
    assertThat(online("plan", "Consent/c").status()).isEqualTo(3);
  }

  private TestPlan plan() {
    try (Keystore keystore = keystore()) {
      return new TestPlan(keystore.patient(PATIENT).orElseThrow(), doctor);
    }
  }

  private void refused(TestPlan plan, String why) {
    server.answer(PLAN, plan.parameters());
    notSigned(why);
  }

  private void notSigned(String why) {
    Result result = online("grant", "Consent/c", "--yes");
    assertThat(result.status()).as(result.err()).isEqualTo(3);
    assertThat(result.err()).contains(why);
    assertThat(server.requests).doesNotContain(UPLOAD);
  }

  private Parameters keys(String subject, TerminalSecretKey key) {
    Instant time = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    PossessionProof proof =
        PossessionProof.prove(
            key, RegistrationContext.forSubject(subject, server.base(), time), random);
    Parameters keys = new Parameters();
    ParametersParameterComponent part = keys.addParameter().setName("key");
    part.addPart().setName("key").setValue(new StringType(PublicJwk.of(key.publicKey()).toJson()));
    part.addPart()
        .setName("proof")
        .setValue(new StringType(BASE64URL.encodeToString(proof.toBytes())));
    part.addPart().setName("time").setValue(new InstantType(Date.from(time)));
    return keys;
  }

  private TerminalSecretKey terminal() {
    try (RootSeed seed = RootSeed.random(random);
        PractitionerKeys keys = PractitionerKeys.of(seed)) {
      return keys.terminal(0);
    }
  }

  private static VerifiedDirectory directory(Parameters sent, PatientEntry entry) {
    try (var signer = entry.keys().directorySigner()) {
      byte[] edition = ((Base64BinaryType) sent.getParameter("directory").getValue()).getValue();
      VerifiedDirectory verified =
          SegmentDirectory.fromBytes(edition).verify(signer.verifyingKey());
      assertThat(verified.entries()).extracting(DirectoryEntry::segment).doesNotHaveDuplicates();
      return verified;
    }
  }

  private Keystore keystore() {
    return Keystore.read(folder.resolve("own"), Passphrase.of("secret".toCharArray()));
  }

  private Result online(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of(
            "--server",
            server.base(),
            "--token",
            TestFhirServer.TOKEN,
            "--key",
            folder.resolve("own")));
    return fhirpre.run(all.toArray());
  }

  private static Parameters parsed(String json) {
    return TestWard.CONTEXT.newJsonParser().parseResource(Parameters.class, json);
  }

  private static String text(ParametersParameterComponent parameter, String name) {
    return parameter.getPart().stream()
        .filter(part -> part.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getValue()
        .primitiveValue();
  }

  private static byte[] bytes(ParametersParameterComponent parameter, String name) {
    return Base64.getDecoder().decode(text(parameter, name));
  }
}
