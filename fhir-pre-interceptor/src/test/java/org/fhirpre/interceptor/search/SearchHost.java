// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.interceptor.ForceOffsetSearchModeInterceptor;
import ca.uhn.fhir.jpa.model.entity.StorageSettings.IndexEnabledEnum;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.fhirpre.interceptor.body.PatientsOf;
import org.fhirpre.interceptor.index.BlindMeta;
import org.fhirpre.interceptor.index.FixedIndexKeys;
import org.fhirpre.interceptor.spi.IndexKeys;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the other parts of the plug-in bring, as far as the index needs it. */
@Configuration(proxyBeanMethods = false)
class SearchHost {

  @Bean
  static BeanPostProcessor settings() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof JpaStorageSettings settings) {
          apply(settings);
        }
        return bean;
      }
    };
  }

  private static void apply(JpaStorageSettings settings) {
    settings.setResourceServerIdStrategy(JpaStorageSettings.IdStrategyEnum.UUID);
    settings.setResourceClientIdStrategy(JpaStorageSettings.ClientIdStrategyEnum.ANY);
    settings.setReuseCachedSearchResultsForMillis(null);
    settings.setIndexMissingFields(IndexEnabledEnum.DISABLED);
    settings.setSuppressStringIndexingInTokens(true);
    settings.setIndexStorageOptimized(true);
    settings.setAutoCreatePlaceholderReferenceTargets(false);
    settings.setAllowMultipleDelete(true);
  }

  @Bean
  IndexKeys indexKeys() {
    return new FixedIndexKeys(List.of(1), "test");
  }

  @Bean
  PatientsOf patientsOf(FhirContext fhir) {
    return new PatientsOf(fhir);
  }

  /** Nothing is sealed here. */
  @Bean
  PermittedResults permits() {
    return (found, request) -> {
      Set<IBaseResource> all = Collections.newSetFromMap(new IdentityHashMap<>());
      all.addAll(found);
      return all;
    };
  }

  @Bean
  LabelHook labelHook(IInterceptorService interceptors, BlindMeta tags) {
    LabelHook hook = new LabelHook(tags);
    interceptors.registerInterceptor(hook);
    interceptors.registerInterceptor(new ForceOffsetSearchModeInterceptor());
    return hook;
  }
}
