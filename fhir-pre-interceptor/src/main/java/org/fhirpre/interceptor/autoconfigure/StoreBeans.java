// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.fhirpre.crypto.Backend;
import org.fhirpre.crypto.CryptoSettings;
import org.fhirpre.crypto.StorageMacKey;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.interceptor.consent.DeploymentConsent;
import org.fhirpre.interceptor.jdbc.ConsentStore;
import org.fhirpre.interceptor.jdbc.HapiResources;
import org.fhirpre.interceptor.jdbc.HeldKeysStore;
import org.fhirpre.interceptor.jdbc.JdbcGrantStore;
import org.fhirpre.interceptor.jdbc.Outbox;
import org.fhirpre.interceptor.jdbc.PatientStore;
import org.fhirpre.interceptor.jdbc.PreMeta;
import org.fhirpre.interceptor.jdbc.Schema;
import org.fhirpre.interceptor.jdbc.SegmentStore;
import org.fhirpre.interceptor.jdbc.SubjectKeyStore;
import org.fhirpre.interceptor.jdbc.Transactions;
import org.fhirpre.interceptor.keys.AgentClient;
import org.fhirpre.interceptor.keys.Enrolment;
import org.fhirpre.interceptor.keys.JdbcKeyDirectory;
import org.fhirpre.interceptor.keys.KeyChecks;
import org.fhirpre.interceptor.keys.KeyStores;
import org.fhirpre.interceptor.keys.ServerKeys;
import org.fhirpre.interceptor.spi.GrantStore;
import org.fhirpre.interceptor.spi.IndexKeys;
import org.fhirpre.interceptor.spi.IngestSigner;
import org.fhirpre.interceptor.spi.ServerSeal;
import org.fhirpre.terminology.CodeListLabeler;
import org.fhirpre.terminology.CodeLists;
import org.fhirpre.terminology.LabelPolicy;
import org.fhirpre.terminology.SecurityLabeler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;

/** Stores, key files and migrations. */
@EnableConfigurationProperties(FhirPreProperties.class)
class StoreBeans {
  private static final Logger log = LoggerFactory.getLogger(StoreBeans.class);

  /**
   * The host's DataSource, migrated, as the stores see it. Not a DataSource bean, so that the
   * host's stays the only one.
   *
   * @param source joins the running transaction
   */
  record StoreSource(DataSource source) {}

  @Bean
  StoreSource preSchema(DataSource host) {
    Schema.migrate(host);
    return new StoreSource(new TransactionAwareDataSourceProxy(host));
  }

  /** Once all beans are there, HAPI's tables are too. */
  @Bean
  SmartInitializingSingleton preTextsInRows(StoreSource store) {
    return () -> Schema.keepTextsInRows(store.source());
  }

  @Bean
  Transactions preTransactions(PlatformTransactionManager manager) {
    return new SpringTransactions(manager);
  }

  @Bean
  PreMeta preMeta(StoreSource store) {
    return new PreMeta(store.source());
  }

  @Bean
  ServerKeys preServerKeys(FhirPreProperties properties, PreMeta meta) {
    KeyChecks.verifyZone(properties.zone(), meta);
    return ServerKeys.open(properties.keys(), Optional.ofNullable(properties.kmsUri()), meta);
  }

  @Bean
  @Fallback
  IndexKeys preIndexKeys(ServerKeys keys) {
    return keys.index();
  }

  @Bean
  @Fallback
  ServerSeal preServerSeal(ServerKeys keys) {
    return keys.seal();
  }

  @Bean
  @Fallback
  IngestSigner preIngestSigner(ServerKeys keys) {
    return keys.ingest();
  }

  @Bean
  StorageMacKey preStorageMacKey(ServerKeys keys) {
    return keys.capsuleMark();
  }

  @Bean
  Umbral preUmbral(FhirPreProperties properties) {
    CryptoSettings settings = new CryptoSettings(Backend.AUTO, properties.secretMultiplication());
    Umbral umbral = Umbral.create(settings, new java.security.SecureRandom());
    Umbral.refusedBackend().ifPresent(log::warn);
    log.info("suite={} backend={}", Umbral.SUITE_ID, umbral.backend());
    return umbral;
  }

  @Bean
  CodeLists preCodeLists(FhirPreProperties properties) {
    CodeLists lists =
        switch (properties.lists()) {
          case SHIPPED -> CodeLists.shipped();
          case DEMO -> CodeLists.withDemo();
        };
    CodeLists all = properties.labels().lists().map(lists::with).orElse(lists);
    log.info("code lists versions={}", all.versions());
    return all;
  }

  @Bean
  LabelPolicy preLabelPolicy(FhirPreProperties properties) {
    FhirPreProperties.Labels labels = properties.labels();
    return LabelPolicy.of(labels.uncoded(), labels.minimum(), labels.inherit());
  }

  @Bean
  @Fallback
  SecurityLabeler preSecurityLabeler(CodeLists lists, LabelPolicy policy) {
    return new CodeListLabeler(lists, policy);
  }

  @Bean
  PatientStore prePatientStore(StoreSource store) {
    return new PatientStore(store.source());
  }

  @Bean
  ConsentStore preConsentStore(StoreSource store, ServerSeal seal) {
    return new ConsentStore(store.source(), seal, List.of(DeploymentConsent.row()));
  }

  @Bean
  Outbox preOutbox(StoreSource store) {
    return new Outbox(store.source());
  }

  @Bean
  HapiResources preHapiResources(StoreSource store) {
    return new HapiResources(store.source());
  }

  @Bean
  @Fallback
  GrantStore preGrantStore(StoreSource store, ServerSeal seal) {
    return new JdbcGrantStore(store.source(), seal);
  }

  @Bean
  KeyStores preKeyStores(
      StoreSource store,
      ServerSeal seal,
      ServerKeys keys,
      PatientStore patients,
      ConsentStore consents,
      Outbox outbox,
      Transactions transactions) {
    return new KeyStores(
        patients,
        new SegmentStore(store.source(), seal, keys.segmentLookup()),
        new SubjectKeyStore(store.source()),
        new HeldKeysStore(store.source(), seal),
        consents,
        outbox,
        transactions);
  }

  @Bean
  Enrolment preEnrolment(FhirPreProperties properties) {
    return new Enrolment(
        agent(properties),
        properties.base().toString(),
        properties.enrol() == FhirPreProperties.Enrol.MANAGED
            ? Enrolment.Policy.ON_FIRST_WRITE
            : Enrolment.Policy.ON_REQUEST,
        Clock.systemUTC());
  }

  private static Optional<AgentClient> agent(FhirPreProperties properties) {
    FhirPreProperties.Agent agent = properties.agent();
    return agent
        .address()
        .map(
            address -> {
              if (agent.tokenFile() == null) {
                throw new IllegalStateException("fhirpre.agent.url needs fhirpre.agent.token-file");
              }
              return new AgentClient(address, agent.tokenFile());
            });
  }

  @Bean
  @Fallback
  JdbcKeyDirectory preKeyDirectory(KeyStores stores, Enrolment enrolment) {
    return new JdbcKeyDirectory(stores, enrolment);
  }
}
