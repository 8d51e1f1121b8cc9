// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.fhirpre.consent.ConsentMapper;
import org.fhirpre.consent.ConsentRef;
import org.fhirpre.consent.Directory;
import org.fhirpre.consent.Finding;
import org.fhirpre.consent.GrantPlan;
import org.fhirpre.consent.MappingOutcome;
import org.fhirpre.consent.NormalConsent;
import org.fhirpre.crypto.Digest;
import org.fhirpre.interceptor.jdbc.ConsentRow;
import org.fhirpre.interceptor.jdbc.EnforcementState;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.IdType;

/** Makes {@link ConsentPlan}s: of Consents that are stored, and of one that might be. */
public final class ConsentPlans {
  private static final FhirContext FHIR = FhirContext.forR4Cached();

  private final ConsentMapper mapper;
  private final Directory directory;
  private final GrantUpkeep upkeep;
  private final Supplier<DaoRegistry> daos;

  /**
   * @param daos asked late: HAPI's beans need the hooks that need this
   */
  public ConsentPlans(
      ConsentMapper mapper, Directory directory, GrantUpkeep upkeep, Supplier<DaoRegistry> daos) {
    this.mapper = mapper;
    this.directory = directory;
    this.upkeep = upkeep;
    this.daos = daos;
  }

  /** The plan of a stored Consent; without entries if it is not in force. */
  ConsentPlan of(ConsentRow row, String patientId, Instant now) {
    ConsentCodec.Body body = ConsentCodec.read(row.body().open());
    Books books = upkeep.books(patientId, now);
    String consentId = "Consent/" + row.id();
    GrantPlan plan =
        body.normal().stream()
            .findFirst()
            .filter(normal -> row.state().active())
            .map(normal -> upkeep.planOf(patientId, normal, now))
            .map(alone -> books.plan().of(consentId, alone.conditions(), body.findings()))
            .orElseGet(
                () -> new GrantPlan(patient(patientId), List.of(), List.of(), body.findings()));
    return new ConsentPlan(
        new ConsentRef(consentId, row.version()),
        new ConsentPlan.Status(row.state(), upkeep.agent(patientId)),
        evidence(stored(row.id())),
        plan,
        books.stock().ids(),
        now);
  }

  /**
   * The plan that a Consent would get; throws the refusal that recording it would be answered with.
   */
  ConsentPlan preview(Consent consent, String patientId, Instant now) {
    MappingOutcome outcome = mapper.map(consent, directory, now);
    if (outcome instanceof MappingOutcome.Rejected rejected) {
      throw FindingOutcomes.refused(rejected.findings());
    }
    GrantPlan plan =
        outcome instanceof MappingOutcome.Enforceable enforceable
            ? preview(enforceable, patientId, now)
            : new GrantPlan(patient(patientId), List.of(), List.of(), outcome.findings());
    ConsentRef ref =
        outcome instanceof MappingOutcome.Enforceable enforceable
            ? enforceable.consent().consent()
            : new ConsentRef("Consent/unsaved", "0");
    return new ConsentPlan(
        ref,
        new ConsentPlan.Status(EnforcementState.NONE, upkeep.agent(patientId)),
        evidence(consent),
        plan,
        Set.of(),
        now);
  }

  private GrantPlan preview(MappingOutcome.Enforceable outcome, String patientId, Instant now) {
    NormalConsent normal = outcome.consent();
    GrantPlan alone = upkeep.planOf(patientId, normal, now);
    List<Finding> findings = new ArrayList<>(outcome.findings());
    findings.addAll(alone.findings());
    if (findings.stream().anyMatch(Finding::error)) {
      throw FindingOutcomes.refused(findings);
    }
    return upkeep
        .planWith(patientId, normal, now)
        .of(normal.consent().id(), alone.conditions(), findings);
  }

  /** The patient of a Consent that is not stored, if she is enrolled here. */
  Optional<String> patientOf(Consent consent) {
    return directory
        .resolvePatient(consent.getPatient())
        .map(literal -> literal.substring("Patient/".length()));
  }

  /** Also if it was deleted. */
  private Consent stored(String id) {
    return daos.get()
        .getResourceDao(Consent.class)
        .read(new IdType("Consent", id), new SystemRequestDetails(), true);
  }

  /**
   * SHA-256 of source and verification as canonical JSON; of an empty Consent if there are none.
   */
  private static Digest evidence(Consent consent) {
    Consent evidence = new Consent();
    evidence.setSource(consent.getSource());
    evidence.setVerification(consent.getVerification());
    try {
      byte[] json = FHIR.newJsonParser().encodeResourceToString(evidence).getBytes(UTF_8);
      return Digest.of(MessageDigest.getInstance("SHA-256").digest(json));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static String patient(String patientId) {
    return "Patient/" + patientId;
  }
}
