// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.dao.IResourceMetadataExtractorSvc;
import ca.uhn.fhir.jpa.esr.ExternallyStoredResourceServiceRegistry;
import ca.uhn.fhir.jpa.interceptor.ForceOffsetSearchModeInterceptor;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.partition.IPartitionLookupSvc;
import ca.uhn.fhir.jpa.util.PersistenceContextProvider;
import ca.uhn.fhir.rest.api.PreferReturnEnum;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.util.IMetaTagSorter;
import java.util.List;
import java.util.Optional;
import org.fhirpre.crypto.StorageMacKey;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.interceptor.body.AuthorsHook;
import org.fhirpre.interceptor.body.BlindedMeta;
import org.fhirpre.interceptor.body.BodyStore;
import org.fhirpre.interceptor.body.Intake;
import org.fhirpre.interceptor.body.LinkedLabels;
import org.fhirpre.interceptor.body.PageLoader;
import org.fhirpre.interceptor.body.PatientsOf;
import org.fhirpre.interceptor.body.RequestEndHook;
import org.fhirpre.interceptor.body.RowParser;
import org.fhirpre.interceptor.body.Sealer;
import org.fhirpre.interceptor.body.SealingHook;
import org.fhirpre.interceptor.body.WriteDecision;
import org.fhirpre.interceptor.consent.OwnConsents;
import org.fhirpre.interceptor.egress.AbsentWork;
import org.fhirpre.interceptor.egress.AccessDecision;
import org.fhirpre.interceptor.egress.DeliveryDoor;
import org.fhirpre.interceptor.egress.ErrorTextHook;
import org.fhirpre.interceptor.egress.ExportDoor;
import org.fhirpre.interceptor.egress.NewestLabels;
import org.fhirpre.interceptor.egress.OutgoingNet;
import org.fhirpre.interceptor.egress.PageReencryptor;
import org.fhirpre.interceptor.egress.PageView;
import org.fhirpre.interceptor.egress.Permits;
import org.fhirpre.interceptor.egress.RequestRewriter;
import org.fhirpre.interceptor.egress.ScopedServerSealedAccess;
import org.fhirpre.interceptor.egress.ServerSealedAccess;
import org.fhirpre.interceptor.egress.ShowHook;
import org.fhirpre.interceptor.guard.ClientIdHook;
import org.fhirpre.interceptor.guard.ClientIds;
import org.fhirpre.interceptor.guard.JobHook;
import org.fhirpre.interceptor.guard.LogRules;
import org.fhirpre.interceptor.guard.PatchHook;
import org.fhirpre.interceptor.guard.StorageRules;
import org.fhirpre.interceptor.guard.SubscriptionHook;
import org.fhirpre.interceptor.index.BlindMeta;
import org.fhirpre.interceptor.requester.KeptRequesters;
import org.fhirpre.interceptor.requester.Requesters;
import org.fhirpre.interceptor.search.CapabilityHook;
import org.fhirpre.interceptor.search.PermittedResults;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.IngestSigner;
import org.fhirpre.interceptor.spi.KeyDirectory;
import org.fhirpre.interceptor.spi.ReadLimit;
import org.fhirpre.interceptor.spi.ReaderIdentity;
import org.fhirpre.interceptor.spi.ServerSeal;
import org.fhirpre.terminology.LabelPolicy;
import org.fhirpre.terminology.SecurityLabeler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Primary;

/** Sealing, shells, the return path and the guards. */
@EnableConfigurationProperties(FhirPreProperties.class)
public class BodyBeans {
  private static final Logger log = LoggerFactory.getLogger(BodyBeans.class);

  @Bean
  static BeanPostProcessor preSettings() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof JpaStorageSettings settings) {
          log.info("storage settings changed={}", StorageRules.apply(settings));
        }
        return bean;
      }
    };
  }

  @Bean
  static SmartInitializingSingleton preLogLevels(ObjectProvider<LoggingSystem> systems) {
    return () ->
        systems.ifAvailable(
            logging -> {
              LogRules.FROM_WARN.forEach(name -> logging.setLogLevel(name, LogLevel.WARN));
              LogRules.FROM_ERROR.forEach(name -> logging.setLogLevel(name, LogLevel.ERROR));
              LogRules.NEVER.forEach(name -> logging.setLogLevel(name, LogLevel.OFF));
            });
  }

  @Bean
  PatientsOf prePatientsOf(FhirContext fhir) {
    return new PatientsOf(fhir);
  }

  @Bean
  Sealer preSealer(
      FhirContext fhir,
      KeyDirectory directory,
      Umbral umbral,
      ServerSeal seal,
      StorageMacKey capsuleMark,
      IngestSigner signer,
      PatientsOf patients,
      WriteDecision writes,
      FhirPreProperties properties) {
    Sealer.ServerKeys keys = new Sealer.ServerKeys(seal, capsuleMark, signer);
    return new Sealer(fhir, directory, umbral, keys, patients, writes, properties.zone());
  }

  @Bean
  LinkedLabels preLinkedLabels(
      SecurityLabeler labeler, LabelPolicy policy, ObjectProvider<DaoRegistry> daos) {
    return new LinkedLabels(labeler, policy, daos::getObject);
  }

  @Bean
  SealingHook preSealingHook(
      SecurityLabeler labeler,
      LinkedLabels links,
      PatientsOf patients,
      Sealer sealer,
      ObjectProvider<BlindMeta> tags,
      ObjectProvider<ReaderIdentity> readers,
      ObjectProvider<PersistenceContextProvider> entities) {
    BlindedMeta blinded =
        optional(tags).<BlindedMeta>map(index -> index::replace).orElseGet(BlindedMeta::none);
    return new SealingHook(
        new Intake(labeler, links, patients, optional(readers)),
        sealer,
        blinded,
        () -> entities.getObject().getEntityManager().flush());
  }

  @Bean
  BodyStore preBodyStore(
      FhirContext fhir, ServerSeal seal, ExternallyStoredResourceServiceRegistry registry) {
    BodyStore store = new BodyStore(fhir, seal);
    registry.registerProvider(store);
    return store;
  }

  @Bean
  @Primary
  RowParser preRowParser(FhirContext fhir) {
    return new RowParser(fhir);
  }

  @Bean
  @Primary
  PageLoader prePageLoader(
      FhirContext fhir,
      IResourceMetadataExtractorSvc metadata,
      ExternallyStoredResourceServiceRegistry stores,
      IMetaTagSorter tagSorter,
      PartitionSettings partitioning,
      IPartitionLookupSvc partitions,
      RowParser parser) {
    return new PageLoader(
        new PageLoader.Host(fhir, metadata, stores, tagSorter, partitioning, partitions), parser);
  }

  @Bean
  @Fallback
  ServerSealedAccess preServerSealedAccess(
      ObjectProvider<OwnConsents> own, KeptRequesters requesters) {
    return new ScopedServerSealedAccess(
        (reader, consent) -> own.getObject().test(reader, consent), requesters::ofToken);
  }

  @Bean
  PageReencryptor prePageReencryptor(
      Umbral umbral, StorageMacKey capsuleMark, KeyDirectory directory) {
    return new PageReencryptor(umbral.reencryptor(), capsuleMark, directory);
  }

  @Bean
  Permits prePermits(
      Requesters requesters,
      AccessDecision decision,
      ServerSealedAccess serverSealed,
      NewestLabels newest,
      AuditTrail audit,
      ObjectProvider<ReadLimit> limits) {
    return new Permits(
        Optional.of(requesters::of),
        decision,
        serverSealed,
        newest,
        audit,
        () -> limits.orderedStream().toList());
  }

  @Bean
  PermittedResults prePermittedResults(Permits permits) {
    return permits::results;
  }

  @Bean
  ShowHook preShowHook(Permits permits, PageReencryptor reencryptor, AuditTrail audit) {
    return new ShowHook(new PageView(permits, reencryptor, audit));
  }

  @Bean
  ErrorTextHook preErrorTexts(
      Requesters requesters, AccessDecision decision, Umbral umbral, StorageMacKey capsuleMark) {
    return new ErrorTextHook(
        new AbsentWork(
            Optional.of(requesters::of), decision, umbral, capsuleMark, ThrowAwaySegment.create()));
  }

  /** On the JPA service: every write, whoever makes it, passes there. */
  @Bean
  StorageHooks preStorageHooks(
      IInterceptorService service,
      SealingHook sealing,
      ExportDoor export,
      DeliveryDoor delivery,
      SubscriptionHook subscriptions,
      FhirPreProperties properties) {
    List<Object> hooks =
        List.of(
            sealing,
            new PatchHook(),
            new ClientIdHook(ClientIds.valueOf(properties.clientIds().name())),
            new JobHook(),
            subscriptions,
            export,
            delivery,
            new AuthorsHook(),
            new ForceOffsetSearchModeInterceptor());
    service.registerInterceptors(hooks);
    return new StorageHooks(hooks);
  }

  /** On every RestfulServer: only there a reader is known. */
  @Bean
  SmartInitializingSingleton preServerHooks(
      ObjectProvider<RestfulServer> servers,
      ShowHook show,
      ErrorTextHook errors,
      FhirContext fhir,
      FhirPreProperties properties) {
    List<Object> hooks =
        List.of(
            show,
            new OutgoingNet(),
            new RequestRewriter(fhir),
            new CapabilityHook(fhir, ClientIds.valueOf(properties.clientIds().name())),
            errors,
            new RequestEndHook());
    return () ->
        servers.forEach(
            server -> {
              server.getInterceptorService().registerInterceptors(hooks);
              server.setDefaultPreferReturn(PreferReturnEnum.MINIMAL);
            });
  }

  /** What is registered on the JPA service. */
  record StorageHooks(List<Object> hooks) {}

  private static <T> Optional<T> optional(ObjectProvider<T> provider) {
    return Optional.ofNullable(provider.getIfAvailable());
  }
}
