// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.dao.SearchBuilderFactory;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.search.ResourceSearchUrlSvc;
import ca.uhn.fhir.jpa.search.builder.predicate.DatePredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.predicate.NumberPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.predicate.QuantityPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.predicate.StringPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.predicate.TagPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.predicate.TokenPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.predicate.UriPredicateBuilder;
import ca.uhn.fhir.jpa.searchparam.extractor.SearchParamExtractorService;
import ca.uhn.fhir.jpa.searchparam.matcher.InMemoryResourceMatcher;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.fhirpre.crypto.SegmentKey;
import org.fhirpre.interceptor.guard.StartVerifier;
import org.hl7.fhir.r4.model.Patient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.ClassUtils;

/** The look into the host before it serves anybody. */
public class VerifierBeans {
  /** HAPI's classes that a bean of ours must stand in for. */
  private static final List<Class<?>> REPLACED =
      List.of(
          SearchParamExtractorService.class,
          InMemoryResourceMatcher.class,
          ResourceSearchUrlSvc.class,
          SearchBuilderFactory.class,
          TokenPredicateBuilder.class,
          StringPredicateBuilder.class,
          DatePredicateBuilder.class,
          QuantityPredicateBuilder.class,
          NumberPredicateBuilder.class,
          UriPredicateBuilder.class,
          TagPredicateBuilder.class);

  @Bean
  public StartVerifier preVerifier(
      DefaultListableBeanFactory beans,
      JpaStorageSettings settings,
      ObjectProvider<DaoRegistry> daos,
      EntityManagerFactory entityManagers,
      PlatformTransactionManager transactions,
      DataSource dataSource) {
    CanaryStore store = new CanaryStore(daos, entityManagers, transactions, dataSource);
    return new StartVerifier(new SpringHost(beans, settings, store));
  }

  @Bean
  SmartInitializingSingleton preStartVerifier(StartVerifier verifier) {
    return verifier::verify;
  }

  private record SpringHost(
      DefaultListableBeanFactory beans, JpaStorageSettings settings, CanaryStore store)
      implements StartVerifier.Host {

    @Override
    public boolean allowsOverriding() {
      return beans.isAllowBeanDefinitionOverriding();
    }

    @Override
    public List<String> notReplaced() {
      return REPLACED.stream().filter(type -> !isOurs(type)).map(Class::getName).sorted().toList();
    }

    @Override
    public SegmentKey throwAway() {
      return ThrowAwaySegment.create();
    }

    @Override
    public void storeAndRollBack(Patient patient, StartVerifier.Look look) {
      store.storeAndRollBack(patient, look);
    }

    // By the definition, since HAPI makes some of them with arguments, as prototypes.
    private boolean isOurs(Class<?> type) {
      return List.of(beans.getBeanNamesForType(type, true, false)).stream()
          .filter(name -> beans.containsBeanDefinition(name))
          .filter(name -> beans.getBeanDefinition(name).isPrimary())
          .map(name -> beans.getType(name, false))
          .anyMatch(bean -> bean != null && isOurName(bean));
    }

    private static boolean isOurName(Class<?> bean) {
      return ClassUtils.getUserClass(bean).getName().startsWith("org.fhirpre.");
    }
  }

  private record CanaryStore(
      ObjectProvider<DaoRegistry> daos,
      EntityManagerFactory entityManagers,
      PlatformTransactionManager transactions,
      DataSource dataSource) {

    void storeAndRollBack(Patient patient, StartVerifier.Look look) {
      IFhirResourceDao<Patient> dao = daos.getObject().getResourceDao(Patient.class);
      new TransactionTemplate(transactions)
          .executeWithoutResult(
              status -> {
                status.setRollbackOnly();
                Object pid = dao.create(patient, new SystemRequestDetails()).getPersistentId();
                flush();
                look(((JpaPid) Objects.requireNonNull(pid)).getId(), look);
              });
    }

    private void flush() {
      EntityManager current =
          EntityManagerFactoryUtils.getTransactionalEntityManager(entityManagers);
      Objects.requireNonNull(current).flush();
    }

    private void look(long pid, StartVerifier.Look look) {
      Connection connection = DataSourceUtils.getConnection(dataSource);
      try {
        look.at(pid, connection);
      } catch (SQLException unreadable) {
        throw new IllegalStateException("refusing to start: the canary cannot be read", unreadable);
      } finally {
        DataSourceUtils.releaseConnection(connection, dataSource);
      }
    }
  }
}
