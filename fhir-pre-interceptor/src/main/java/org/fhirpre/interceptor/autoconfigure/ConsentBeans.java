// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.server.RestfulServer;
import org.fhirpre.consent.ConsentMapper;
import org.fhirpre.consent.MapperConfig;
import org.fhirpre.interceptor.audit.DaoAuditWriter;
import org.fhirpre.interceptor.audit.StoredAuditTrail;
import org.fhirpre.interceptor.consent.ActiveConsents;
import org.fhirpre.interceptor.consent.AgentGrants;
import org.fhirpre.interceptor.consent.ConsentAccess;
import org.fhirpre.interceptor.consent.ConsentDirectory;
import org.fhirpre.interceptor.consent.ConsentHook;
import org.fhirpre.interceptor.consent.ConsentJudge;
import org.fhirpre.interceptor.consent.ConsentOperations;
import org.fhirpre.interceptor.consent.ConsentRecorder;
import org.fhirpre.interceptor.consent.DaoIdentifierSearch;
import org.fhirpre.interceptor.consent.EnforcementReport;
import org.fhirpre.interceptor.consent.Evidence;
import org.fhirpre.interceptor.consent.GrantUpkeep;
import org.fhirpre.interceptor.consent.KeyChangeUpkeep;
import org.fhirpre.interceptor.consent.OwnConsents;
import org.fhirpre.interceptor.consent.ReconcileWorker;
import org.fhirpre.interceptor.consent.Reconciler;
import org.fhirpre.interceptor.consent.SettleHook;
import org.fhirpre.interceptor.egress.AccessDecision;
import org.fhirpre.interceptor.egress.EnforcementStateHook;
import org.fhirpre.interceptor.jdbc.HapiResources;
import org.fhirpre.interceptor.jdbc.RefusalStore;
import org.fhirpre.interceptor.jdbc.RepresentativeStore;
import org.fhirpre.interceptor.keys.EnrolOperation;
import org.fhirpre.interceptor.keys.Enrolment;
import org.fhirpre.interceptor.keys.HeldEnrolment;
import org.fhirpre.interceptor.keys.JdbcKeyDirectory;
import org.fhirpre.interceptor.keys.KeyOperations;
import org.fhirpre.interceptor.keys.KeyRegistration;
import org.fhirpre.interceptor.keys.KeyStores;
import org.fhirpre.interceptor.keys.Readers;
import org.fhirpre.interceptor.keys.Representation;
import org.fhirpre.interceptor.relabel.PendingResources;
import org.fhirpre.interceptor.requester.Requesters;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.GrantStore;
import org.fhirpre.interceptor.spi.IngestSigner;
import org.fhirpre.interceptor.spi.KeyDirectory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;

/** Key directory operations, consent enforcement and the agent's client. */
class ConsentBeans {

  @Bean
  @Fallback
  StoredAuditTrail preAuditTrail(
      ObjectProvider<DaoRegistry> daos, KeyStores stores, Enrolment enrolment) {
    return new StoredAuditTrail(
        new DaoAuditWriter(daos::getObject, stores.transactions()),
        enrolment.serverBase(),
        enrolment.clock());
  }

  @Bean
  Readers preReaders(Requesters requesters) {
    return new Readers(requesters::of);
  }

  @Bean
  RepresentativeStore preRepresentativeStore(StoreBeans.StoreSource store) {
    return new RepresentativeStore(store.source());
  }

  @Bean
  Representation preRepresentation(RepresentativeStore representatives, Enrolment enrolment) {
    return new Representation(representatives, enrolment.clock());
  }

  @Bean
  OwnConsents preOwnConsents(KeyStores stores, Representation representation) {
    return new OwnConsents(stores.consents(), representation);
  }

  @Bean
  ConsentDirectory preConsentDirectory(
      HapiResources resources,
      KeyStores stores,
      KeyDirectory keys,
      ObjectProvider<DaoRegistry> daos,
      Enrolment enrolment) {
    return new ConsentDirectory(
        resources,
        stores.patients(),
        keys,
        new DaoIdentifierSearch(daos::getObject),
        enrolment.serverBase());
  }

  @Bean
  ActiveConsents preActiveConsents(KeyStores stores) {
    return new ActiveConsents(stores.consents());
  }

  @Bean
  GrantUpkeep.Tables preGrantTables(
      KeyStores stores, GrantStore grants, StoreBeans.StoreSource store) {
    return new GrantUpkeep.Tables(
        stores.patients(),
        stores.consents(),
        grants,
        stores.outbox(),
        new RefusalStore(store.source()));
  }

  @Bean
  GrantUpkeep preGrantUpkeep(
      GrantUpkeep.Tables tables,
      KeyDirectory keys,
      ConsentDirectory directory,
      ActiveConsents active) {
    return new GrantUpkeep(tables, keys, directory, active);
  }

  @Bean
  Reconciler preReconciler(
      GrantUpkeep upkeep,
      Enrolment enrolment,
      KeyDirectory keys,
      KeyStores stores,
      AuditTrail audit) {
    return new Reconciler(
        upkeep,
        new AgentGrants(enrolment.agent()),
        keys,
        new Reconciler.Tables(stores.patients(), stores.outbox(), stores.transactions()),
        audit,
        enrolment.clock());
  }

  @Bean
  ReconcileWorker preReconcileWorker(
      Reconciler reconciler, GrantUpkeep.Tables tables, KeyStores stores, Enrolment enrolment) {
    return new ReconcileWorker(reconciler, tables, stores.subjects(), enrolment.clock());
  }

  @Bean
  ConsentMapper preConsentMapper(FhirPreProperties properties, ConsentProperties consents) {
    return new ConsentMapper(
        new MapperConfig(properties.zone(), consents.custodians(), consents.extensions()));
  }

  @Bean
  ConsentRecorder preConsentRecorder(
      ConsentMapper mapper,
      ConsentDirectory directory,
      KeyStores stores,
      RepresentativeStore representatives,
      Representation representation,
      GrantUpkeep upkeep,
      AuditTrail audit,
      Enrolment enrolment) {
    return new ConsentRecorder(
        mapper,
        directory,
        new ConsentRecorder.Tables(stores.patients(), stores.consents(), representatives),
        representation,
        upkeep,
        audit,
        enrolment.clock());
  }

  @Bean
  ConsentHook preConsentHook(ConsentRecorder recorder, Readers readers, KeyStores stores) {
    return new ConsentHook(recorder, readers, stores.transactions());
  }

  @Bean
  SettleHook preSettleHook(Reconciler reconciler, Enrolment enrolment) {
    return new SettleHook(reconciler, enrolment.clock());
  }

  @Bean
  EnforcementStateHook preEnforcementStateHook(KeyStores stores, Enrolment enrolment) {
    return new EnforcementStateHook(stores.consents(), enrolment.clock());
  }

  @Bean
  @Fallback
  AccessDecision preConsentAccess(ConsentJudge judge, Enrolment enrolment) {
    return new ConsentAccess(judge, enrolment.clock());
  }

  @Bean
  KeyOperations preKeyOperations(
      KeyStores stores,
      HapiResources resources,
      Enrolment enrolment,
      AuditTrail audit,
      GrantUpkeep.Tables tables,
      IngestSigner ingest,
      Readers readers) {
    KeyChangeUpkeep listener =
        new KeyChangeUpkeep(tables, stores.transactions(), enrolment.clock());
    return new KeyOperations(
        stores,
        resources,
        new KeyRegistration(stores, enrolment, audit, listener),
        ingest,
        readers);
  }

  @Bean
  EnrolOperation preEnrolOperation(
      JdbcKeyDirectory directory,
      KeyStores stores,
      Enrolment enrolment,
      HapiResources resources,
      AuditTrail audit,
      Readers readers) {
    return new EnrolOperation(
        directory, new HeldEnrolment(stores, enrolment), stores, resources, audit, readers);
  }

  @Bean
  ConsentOperations preConsentOperations(
      KeyStores stores,
      GrantUpkeep upkeep,
      Readers readers,
      Representation representation,
      Evidence evidence,
      ObjectProvider<DaoRegistry> daos,
      Enrolment enrolment,
      PendingResources pending) {
    return new ConsentOperations(
        stores.consents(),
        new EnforcementReport(stores.consents(), upkeep, enrolment.clock(), pending::any),
        readers,
        representation,
        evidence,
        stores.transactions(),
        daos::getObject);
  }

  /** Hooks and operations go where HAPI calls them; the threads start when all beans are there. */
  @Bean
  SmartInitializingSingleton preConsentWiring(
      IInterceptorService storage,
      ObjectProvider<RestfulServer> servers,
      ConsentHook consents,
      SettleHook settle,
      EnforcementStateHook states,
      ObjectProvider<ConsentOperations> consentOperations,
      ObjectProvider<KeyOperations> keyOperations,
      ObjectProvider<EnrolOperation> enrolOperation,
      ReconcileWorker worker,
      ObjectProvider<StoredAuditTrail> audit) {
    return () -> {
      storage.registerInterceptor(consents);
      servers.forEach(
          server -> {
            server.registerInterceptor(settle);
            server.registerInterceptor(states);
            server.registerProvider(consentOperations.getObject());
            server.registerProvider(keyOperations.getObject());
            server.registerProvider(enrolOperation.getObject());
          });
      audit.ifAvailable(StoredAuditTrail::start);
      worker.start();
    };
  }
}
