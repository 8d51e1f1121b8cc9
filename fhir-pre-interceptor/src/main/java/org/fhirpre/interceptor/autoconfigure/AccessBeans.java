// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.server.RestfulServer;
import java.util.Optional;
import java.util.function.Supplier;
import org.fhirpre.interceptor.body.BodyStore;
import org.fhirpre.interceptor.body.StoredReferences;
import org.fhirpre.interceptor.body.WriteHook;
import org.fhirpre.interceptor.consent.ActiveConsents;
import org.fhirpre.interceptor.consent.ConsentJudge;
import org.fhirpre.interceptor.consent.ConsentWrites;
import org.fhirpre.interceptor.consent.ExplainOperation;
import org.fhirpre.interceptor.consent.ExplainedResources;
import org.fhirpre.interceptor.consent.Explainer;
import org.fhirpre.interceptor.consent.GrantUpkeep;
import org.fhirpre.interceptor.consent.PageRelations;
import org.fhirpre.interceptor.consent.Reconciler;
import org.fhirpre.interceptor.consent.RekeyOperation;
import org.fhirpre.interceptor.emergency.EmergencySessions;
import org.fhirpre.interceptor.jdbc.HapiLinks;
import org.fhirpre.interceptor.keys.Enrolment;
import org.fhirpre.interceptor.keys.JdbcKeyDirectory;
import org.fhirpre.interceptor.keys.KeyStores;
import org.fhirpre.interceptor.keys.Readers;
import org.fhirpre.interceptor.keys.Representation;
import org.fhirpre.interceptor.requester.KeptRequesters;
import org.fhirpre.interceptor.requester.Memberships;
import org.fhirpre.interceptor.requester.RequesterHook;
import org.fhirpre.interceptor.requester.Requesters;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.GrantStore;
import org.fhirpre.interceptor.spi.KeyDirectory;
import org.fhirpre.interceptor.spi.ReaderIdentity;
import org.fhirpre.interceptor.spi.ServerSeal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;

/** Who asks, and what Consents say to it. */
@EnableConfigurationProperties(ConsentProperties.class)
class AccessBeans {

  @Bean
  HapiLinks preHapiLinks(StoreBeans.StoreSource store) {
    return new HapiLinks(store.source());
  }

  @Bean
  Requesters preRequesters(ObjectProvider<ReaderIdentity> identity) {
    // looked up once: Spring's search for a bean takes longer than many a question
    Supplier<ReaderIdentity> host = SingletonSupplier.ofNullable(identity::getIfAvailable);
    return new Requesters(() -> Optional.ofNullable(host.get()));
  }

  @Bean
  StoredReferences preStoredReferences(FhirContext fhir, BodyStore bodies, HapiLinks links) {
    return new StoredReferences(fhir, bodies, links);
  }

  @Bean
  ConsentJudge preConsentJudge(
      ActiveConsents active, GrantStore grants, StoredReferences references) {
    return new ConsentJudge(active, grants, new PageRelations(references::of));
  }

  @Bean
  Memberships preMemberships(
      HapiLinks links, ObjectProvider<DaoRegistry> daos, FhirPreProperties properties) {
    return new Memberships(links, SingletonSupplier.of(daos::getObject), properties.zone());
  }

  @Bean
  KeptRequesters preKeptRequesters(
      Requesters requesters, Memberships memberships, ServerSeal seal, Enrolment enrolment) {
    return new KeptRequesters(requesters, memberships, seal, enrolment.clock());
  }

  @Bean
  RequesterHook preRequesterHook(
      Requesters requesters,
      Memberships memberships,
      EmergencySessions emergencies,
      ConsentProperties consents,
      Enrolment enrolment) {
    return new RequesterHook(
        requesters, memberships, emergencies, consents.purpose(), enrolment.clock());
  }

  @Bean
  Explainer preExplainer(
      ConsentJudge judge,
      GrantUpkeep upkeep,
      KeyDirectory keys,
      Memberships memberships,
      Enrolment enrolment) {
    return new Explainer(judge, upkeep, keys, memberships, enrolment.clock());
  }

  @Bean
  ExplainOperation preExplainOperation(
      Explainer explainer,
      KeyDirectory keys,
      ObjectProvider<DaoRegistry> daos,
      FhirPreProperties properties,
      Memberships memberships,
      Readers readers,
      Representation representation,
      AuditTrail audit) {
    return new ExplainOperation(
        new ExplainedResources(daos::getObject, keys, properties.zone()),
        explainer,
        memberships,
        readers,
        representation,
        audit);
  }

  @Bean
  RekeyOperation preRekeyOperation(
      JdbcKeyDirectory directory,
      Reconciler reconciler,
      KeyStores stores,
      AuditTrail audit,
      Readers readers,
      Representation representation) {
    return new RekeyOperation(
        directory, reconciler, stores.transactions(), audit, readers, representation);
  }

  @Bean
  ConsentWrites preConsentWrites(
      ConsentJudge judge, Readers readers, ObjectProvider<AuditTrail> audit, Enrolment enrolment) {
    return new ConsentWrites(judge, readers, audit::getObject, enrolment.clock());
  }

  /** On every RestfulServer: only there a reader is known. */
  @Bean
  SmartInitializingSingleton preAccessWiring(
      IInterceptorService storage,
      ObjectProvider<RestfulServer> servers,
      RequesterHook requester,
      ConsentWrites writes,
      ObjectProvider<ExplainOperation> explain,
      ObjectProvider<RekeyOperation> rekey) {
    return () -> {
      storage.registerInterceptor(new WriteHook(writes));
      servers.forEach(
          server -> {
            server.registerInterceptor(requester);
            server.registerProvider(explain.getObject());
            server.registerProvider(rekey.getObject());
          });
    };
  }
}
