// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.consent.ConsentMapper;
import org.fhirpre.consent.MapperConfig;
import org.fhirpre.interceptor.jdbc.RefusalStore;
import org.fhirpre.interceptor.jdbc.RepresentativeStore;
import org.fhirpre.interceptor.keys.Enrolment;
import org.fhirpre.interceptor.keys.JdbcKeyDirectory;
import org.fhirpre.interceptor.keys.Representation;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.interceptor.stage.Stage;
import org.fhirpre.interceptor.stage.TestDatabase;
import org.hl7.fhir.r4.model.Consent;

/** One node's consent machinery on a {@link Stage}. */
final class ConsentStage {
  final Stage stage;
  final JdbcKeyDirectory directory;
  final GrantUpkeep upkeep;
  final Reconciler reconciler;
  final ConsentRecorder recorder;
  final ConsentAccess access;
  final GrantUpkeep.Tables tables;
  final RepresentativeStore representatives;

  ConsentStage(TestDatabase database) {
    this(new Stage(database));
  }

  /** Another node on the same database. */
  ConsentStage(Stage stage) {
    this.stage = stage;
    this.directory = stage.directory();
    ActiveConsents active = new ActiveConsents(stage.stores.consents());
    this.tables =
        new GrantUpkeep.Tables(
            stage.stores.patients(),
            stage.stores.consents(),
            stage.grants(),
            stage.stores.outbox(),
            new RefusalStore(stage.source));
    ConsentDirectory references =
        new ConsentDirectory(
            stage.resources,
            stage.stores.patients(),
            directory,
            (type, system, value) -> List.of(value),
            Stage.SERVER);
    this.representatives = new RepresentativeStore(stage.source);
    this.upkeep = new GrantUpkeep(tables, directory, references, active);
    this.reconciler =
        new Reconciler(
            upkeep,
            new AgentGrants(stage.enrolment(Enrolment.Policy.ON_FIRST_WRITE).agent()),
            directory,
            new Reconciler.Tables(
                stage.stores.patients(), stage.stores.outbox(), stage.transactions),
            stage.audited::add,
            stage.clock);
    this.recorder =
        new ConsentRecorder(
            new ConsentMapper(MapperConfig.defaults()),
            references,
            new ConsentRecorder.Tables(
                stage.stores.patients(), stage.stores.consents(), representatives),
            new Representation(representatives, stage.clock),
            upkeep,
            stage.audited::add,
            stage.clock);
    this.access =
        new ConsentAccess(
            new ConsentJudge(
                active, tables.grants(), new PageRelations(named -> java.util.Map.of())),
            stage.clock);
  }

  ConsentRecorder.Recorded record(Consent consent, ConsentRecorder.Writer writer) {
    return stage.transactions.run(() -> recorder.record(consent, writer));
  }

  ConsentRecorder.Recorded record(Consent consent) {
    return record(consent, server());
  }

  static ConsentRecorder.Writer server() {
    return new ConsentRecorder.Writer(Optional.empty(), ConsentRecorder.Handling.STRICT);
  }

  static ConsentRecorder.Writer by(String subject, String... scopes) {
    Reader reader = new Reader(subject, Set.of(subject), Set.of(), Set.of(scopes));
    return new ConsentRecorder.Writer(Optional.of(reader), ConsentRecorder.Handling.STRICT);
  }

  /** A typed root for one actor. */
  static Consent consent(String id, int version, String type, String actor) {
    String json =
        """
        {"resourceType":"Consent","id":"%s","meta":{"versionId":"%d"},"status":"active",
         "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope",
           "code":"patient-privacy"}]},
         "category":[{"coding":[{"system":"http://loinc.org","code":"59284-0"}]}],
         "patient":{"reference":"Patient/p"},
         "provision":{"type":"%s","actor":[{"role":{"coding":[{
           "system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"IRCP"}]},
           "reference":{"reference":"%s"}}]}}
        """
            .formatted(id, version, type, actor);
    return FhirContext.forR4Cached().newJsonParser().parseResource(Consent.class, json);
  }
}
