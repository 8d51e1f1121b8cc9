// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import ca.uhn.fhir.batch2.api.IJobCoordinator;
import ca.uhn.fhir.batch2.api.IJobMaintenanceService;
import ca.uhn.fhir.batch2.model.JobDefinition;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.StorageSettings;
import ca.uhn.fhir.jpa.util.PersistenceContextProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import org.fhirpre.interceptor.autoconfigure.StoreBeans.StoreSource;
import org.fhirpre.interceptor.body.StoredPolicies;
import org.fhirpre.interceptor.egress.AccessDecision;
import org.fhirpre.interceptor.egress.NewestLabels;
import org.fhirpre.interceptor.index.DateScale;
import org.fhirpre.interceptor.index.RaisedIndex;
import org.fhirpre.interceptor.index.RecoveredValues;
import org.fhirpre.interceptor.index.Tokens;
import org.fhirpre.interceptor.jdbc.PendingStore;
import org.fhirpre.interceptor.jdbc.RelabelStore;
import org.fhirpre.interceptor.jdbc.Transactions;
import org.fhirpre.interceptor.jdbc.VersionRows;
import org.fhirpre.interceptor.keys.Enrolment;
import org.fhirpre.interceptor.keys.Readers;
import org.fhirpre.interceptor.keys.ServerKeys;
import org.fhirpre.interceptor.relabel.LabelRaiser;
import org.fhirpre.interceptor.relabel.PendingHook;
import org.fhirpre.interceptor.relabel.PendingOperation;
import org.fhirpre.interceptor.relabel.PendingResources;
import org.fhirpre.interceptor.relabel.RelabelJobs;
import org.fhirpre.interceptor.relabel.RelabelOperation;
import org.fhirpre.interceptor.relabel.RelabelPlanner;
import org.fhirpre.interceptor.relabel.RelabelRuns;
import org.fhirpre.interceptor.relabel.RunId;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.ServerSeal;
import org.fhirpre.terminology.CodeLists;
import org.fhirpre.terminology.LabelPolicy;
import org.fhirpre.terminology.Relabeler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;

/** Labels of stored resources after the code lists changed. */
class RelabelBeans {

  @Bean
  StoredPolicies preStoredPolicies(ServerSeal seal) {
    return new StoredPolicies(seal);
  }

  @Bean
  VersionRows preVersionRows(StoreSource store) {
    return new VersionRows(store.source());
  }

  @Bean
  NewestLabels preNewestLabels(VersionRows rows, StoredPolicies policies) {
    return new NewestLabels(rows, policies);
  }

  @Bean
  RelabelStore preRelabelStore(StoreSource store, ServerSeal seal) {
    return new RelabelStore(store.source(), seal);
  }

  @Bean
  PendingStore prePendingStore(StoreSource store, ServerSeal seal, ServerKeys keys) {
    return new PendingStore(store.source(), seal, keys.segmentLookup());
  }

  @Bean
  PendingResources prePendingResources(
      PendingStore store, VersionRows rows, StoredPolicies policies) {
    return new PendingResources(store, rows, policies);
  }

  @Bean
  RecoveredValues preRecoveredValues(
      PartitionSettings partitions,
      StorageSettings settings,
      ObjectProvider<ISearchParamRegistry> params) {
    return new RecoveredValues(partitions, settings, params::getObject);
  }

  @Bean
  RaisedIndex preRaisedIndex(
      Tokens tokens,
      DateScale dates,
      RecoveredValues recovered,
      StorageSettings settings,
      ObjectProvider<PersistenceContextProvider> entities) {
    return new RaisedIndex(
        tokens, dates, recovered, settings, () -> entities.getObject().getEntityManager());
  }

  @Bean
  RelabelPlanner preRelabelPlanner(StoredPolicies policies, CodeLists lists, LabelPolicy policy) {
    return new RelabelPlanner(policies, new Relabeler(lists, policy));
  }

  @Bean
  LabelRaiser preLabelRaiser(
      VersionRows rows,
      StoredPolicies policies,
      RaisedIndex index,
      PendingStore pending,
      Transactions transactions) {
    return new LabelRaiser(rows, policies, index, pending, transactions);
  }

  @Bean
  RelabelRuns preRelabelRuns(
      RelabelStore runs,
      VersionRows rows,
      Transactions transactions,
      RelabelPlanner planner,
      LabelRaiser raiser,
      Enrolment enrolment) {
    return new RelabelRuns(
        new RelabelRuns.Tables(runs, rows, transactions), planner, raiser, enrolment.clock());
  }

  /** HAPI collects definitions while its own beans are made, so their work is asked for late. */
  @Bean
  static JobDefinition<RunId> preRelabelPlanning(ObjectProvider<RelabelRuns> runs) {
    return RelabelJobs.planning(runs::getObject);
  }

  @Bean
  static JobDefinition<RunId> preRelabelApplying(ObjectProvider<RelabelRuns> runs) {
    return RelabelJobs.applying(runs::getObject);
  }

  @Bean
  RelabelJobs preRelabelJobs(
      ObjectProvider<IJobCoordinator> coordinator,
      ObjectProvider<IJobMaintenanceService> maintenance) {
    return new RelabelJobs(coordinator::getObject, maintenance::getObject);
  }

  @Bean
  RelabelOperation preRelabelOperation(
      RelabelRuns runs,
      RelabelJobs jobs,
      PendingStore pending,
      Readers readers,
      AuditTrail audit,
      Transactions transactions,
      CodeLists lists) {
    return new RelabelOperation(
        runs,
        jobs,
        pending,
        readers,
        new RelabelOperation.Ledger(audit, transactions),
        lists.versions());
  }

  @Bean
  PendingOperation prePendingOperation(
      PendingResources pending, AccessDecision decision, Readers readers) {
    return new PendingOperation(pending, decision, readers);
  }

  @Bean
  SmartInitializingSingleton preRelabelWiring(
      IInterceptorService storage,
      ObjectProvider<RestfulServer> servers,
      PendingResources pending,
      ObjectProvider<RelabelOperation> relabel,
      ObjectProvider<PendingOperation> waiting) {
    return () -> {
      storage.registerInterceptor(new PendingHook(pending));
      servers.forEach(
          server -> {
            server.registerProvider(relabel.getObject());
            server.registerProvider(waiting.getObject());
          });
    };
  }
}
