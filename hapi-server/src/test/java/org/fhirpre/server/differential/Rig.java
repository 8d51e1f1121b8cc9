// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.fhirpre.client.FhirPreClient;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.fhirpre.server.story.Practitioners;
import org.fhirpre.server.story.Records;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;

/** Both servers with the same records, and a reader to whom every patient has granted all. */
final class Rig implements AutoCloseable, Comparison.Servers, Rule.Opening {
  private final Deployment plain;
  private final Asker plainAsker;
  private final Asker reader;
  private final Asker system;
  private final Party ehr;
  private final Party practitioner;
  private final Facts facts;
  private final Extraction extraction;
  private final Map<String, Fact> opened = new ConcurrentHashMap<>();

  private Rig(Deployment plain, Deployment sealed, Corpus corpus) {
    this.plain = plain;
    this.plainAsker = new Asker(plain.base(), plain.party("demo-ehr"));
    this.ehr = sealed.party("demo-ehr");
    this.system = new Asker(sealed.base(), ehr);
    this.practitioner = Practitioners.of(sealed).first();
    corpus.bundles().forEach(plainAsker::load);
    corpus.bundles().forEach(system::load);
    corpus.idsOf("Patient").forEach(id -> grant(sealed.party("demo-admin"), id));
    this.reader = new Asker(sealed.base(), practitioner);
    this.extraction = Extraction.of(plain);
    this.facts = Facts.of(plain, corpus);
  }

  /**
   * The sealed server is the one that all tests share; the plain one ends with this.
   *
   * <p>Plain HAPI compares days as instants half a day wider than they are in UTC, and years and
   * months against a misread end; so it compares the written day here, which in these records is
   * the day in UTC, the zone of both.
   */
  static Rig start(Database database, Corpus corpus) {
    Deployment plain = Deployment.start(database, "--fhirpre.enabled=false");
    plain.bean(JpaStorageSettings.class).setUseOrdinalDatesForDayPrecisionSearches(true);
    return new Rig(plain, Deployment.shared(database), corpus);
  }

  private void grant(Party admin, String patient) {
    Patient subject = new Patient();
    subject.setId(patient);
    Consent consent = Records.consent(subject, practitioner.subject());
    consent.getProvision().setSecurityLabel(List.of());
    admin.post("Consent", consent).then().statusCode(201);
  }

  Facts facts() {
    return facts;
  }

  ISearchParamRegistry params() {
    return plain.bean(ISearchParamRegistry.class);
  }

  @Override
  public Asker plain() {
    return plainAsker;
  }

  @Override
  public Asker sealed(String type) {
    return Types.serverSealed(type) ? system : reader;
  }

  @Override
  public Fact opened(String id) {
    return opened.computeIfAbsent(id, this::open);
  }

  @Override
  public Answer plain(Query query) {
    return plainAsker.get(query.plainPath());
  }

  @Override
  public Answer sealed(Query query) {
    return sealed(query.type()).get(query.pathOfSealed());
  }

  private Fact open(String id) {
    Party who = Types.serverSealed(id.substring(0, id.indexOf('/'))) ? ehr : practitioner;
    FhirPreClient client = who.opening();
    Resource resource = client.read(id).resource();
    return extraction.of(resource);
  }

  /** A resource that a query must not find: of a type that it does not ask for. */
  String stranger(Query query) {
    String other = query.type().equals("Location") ? "Organization" : "Location";
    return facts.ofType(other).get(0).id();
  }

  @Override
  public void close() {
    plain.close();
  }
}
