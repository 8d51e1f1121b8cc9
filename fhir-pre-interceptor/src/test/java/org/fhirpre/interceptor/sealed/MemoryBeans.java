// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.sealed;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.fhirpre.crypto.PractitionerKeys;
import org.fhirpre.crypto.RootSeed;
import org.fhirpre.crypto.StorageMacKey;
import org.fhirpre.crypto.TerminalSecretKey;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.interceptor.autoconfigure.BodyBeans;
import org.fhirpre.interceptor.autoconfigure.LaterBeans;
import org.fhirpre.interceptor.body.StoredPolicies;
import org.fhirpre.interceptor.body.WriteDecision;
import org.fhirpre.interceptor.egress.NewestLabels;
import org.fhirpre.interceptor.jdbc.HapiLinks;
import org.fhirpre.interceptor.jdbc.VersionRows;
import org.fhirpre.interceptor.memory.HeaderIdentity;
import org.fhirpre.interceptor.memory.MemoryAccess;
import org.fhirpre.interceptor.memory.MemoryAudit;
import org.fhirpre.interceptor.memory.MemoryPatients;
import org.fhirpre.interceptor.memory.MemorySigner;
import org.fhirpre.interceptor.memory.TinkSeal;
import org.fhirpre.interceptor.requester.KeptRequesters;
import org.fhirpre.interceptor.requester.Memberships;
import org.fhirpre.interceptor.requester.Requesters;
import org.fhirpre.interceptor.spi.ReaderIdentity;
import org.fhirpre.interceptor.spi.ServerSeal;
import org.fhirpre.terminology.CodeListLabeler;
import org.fhirpre.terminology.CodeLists;
import org.fhirpre.terminology.LabelPolicy;
import org.fhirpre.terminology.SecurityLabeler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** Sealing and egress with everything else in memory; the index is HAPI's own. */
@Configuration(proxyBeanMethods = false)
@Import({BodyBeans.class, LaterBeans.class})
public class MemoryBeans {
  private final SecureRandom random = new SecureRandom();

  @Bean
  Umbral umbral() {
    return Umbral.create(random);
  }

  @Bean
  StorageMacKey capsuleMark() {
    byte[] bytes = new byte[StorageMacKey.BYTES];
    random.nextBytes(bytes);
    return StorageMacKey.fromBytes(bytes);
  }

  @Bean
  TerminalSecretKey readerKey() {
    try (RootSeed seed = RootSeed.random(random);
        PractitionerKeys keys = PractitionerKeys.of(seed)) {
      return keys.terminal(0);
    }
  }

  @Bean
  MemoryPatients patients(Umbral umbral) {
    return new MemoryPatients(umbral);
  }

  @Bean
  MemoryAccess access(MemoryPatients patients, TerminalSecretKey reader) {
    return new MemoryAccess(patients, reader.publicKey());
  }

  @Bean
  TinkSeal serverSeal() {
    return new TinkSeal();
  }

  @Bean
  NewestLabels newestLabels(DataSource source, ServerSeal seal) {
    return new NewestLabels(
        new VersionRows(new TransactionAwareDataSourceProxy(source)), new StoredPolicies(seal));
  }

  @Bean
  MemorySigner signer() {
    return new MemorySigner();
  }

  @Bean
  MemoryAudit audit() {
    return new MemoryAudit();
  }

  @Bean
  ReaderIdentity identity() {
    return new HeaderIdentity();
  }

  @Bean
  Requesters requesters(ReaderIdentity identity) {
    return new Requesters(() -> Optional.of(identity));
  }

  @Bean
  KeptRequesters keptRequesters(
      Requesters requesters, DataSource source, ObjectProvider<DaoRegistry> daos, ServerSeal seal) {
    HapiLinks links = new HapiLinks(new TransactionAwareDataSourceProxy(source));
    Memberships memberships = new Memberships(links, daos::getObject, ZoneOffset.UTC);
    return new KeptRequesters(requesters, memberships, seal, Clock.systemUTC());
  }

  @Bean
  WriteDecision writes() {
    return (action, attributes, request) -> {};
  }

  @Bean
  LabelPolicy labelPolicy() {
    return LabelPolicy.of(LabelPolicy.Uncoded.NORMAL, Map.of(), Set.of("Condition", "Encounter"));
  }

  @Bean
  SecurityLabeler labeler(LabelPolicy policy) {
    return new CodeListLabeler(CodeLists.shipped(), policy);
  }
}
