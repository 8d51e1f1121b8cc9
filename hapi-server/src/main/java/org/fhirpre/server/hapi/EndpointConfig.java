// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.hapi;

import ca.uhn.fhir.batch2.jobs.export.BulkDataExportProvider;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.interceptor.ForceOffsetSearchModeInterceptor;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.jpa.provider.JpaSystemProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.PreferReturnEnum;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import org.fhirpre.server.identity.ReaderHook;
import org.fhirpre.server.scope.PatientContextHook;
import org.fhirpre.server.scope.ScopeHook;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Meta;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** HAPI's servlet below {@code /fhir}, and our hooks on it. */
@Configuration(proxyBeanMethods = false)
class EndpointConfig {

  @Bean
  RestfulServer restfulServer(
      FhirContext fhir,
      ResourceProviderFactory resourceProviders,
      JpaSystemProvider<Bundle, Meta> systemProvider,
      BulkDataExportProvider export,
      DatabaseBackedPagingProvider paging) {
    RestfulServer server = new DiscreetServer(fhir);
    server.registerProviders(resourceProviders.createProviders());
    server.registerProvider(systemProvider);
    server.registerProvider(export);
    server.setPagingProvider(paging);
    server.setServerName("fhir-pre");
    server.setDefaultResponseEncoding(EncodingEnum.JSON);
    server.setDefaultPreferReturn(PreferReturnEnum.MINIMAL);
    return server;
  }

  /** Open to everybody, hence without the counts of resources that HAPI would add. */
  @Bean
  SmartInitializingSingleton capabilities(
      RestfulServer server,
      IFhirSystemDao<Bundle, Meta> systemDao,
      JpaStorageSettings storage,
      ISearchParamRegistry searchParams,
      IValidationSupport validation) {
    JpaCapabilityStatementProvider capabilities =
        new JpaCapabilityStatementProvider(server, systemDao, storage, searchParams, validation);
    capabilities.setImplementationDescription("FHIR with records encrypted under patients' keys");
    capabilities.setIncludeResourceCounts(false);
    return () -> server.setServerConformanceProvider(capabilities);
  }

  @Bean
  SmartInitializingSingleton hooks(
      RestfulServer server, ReaderHook readers, PatientContextHook patients, ScopeHook scopes) {
    return () -> {
      server.registerInterceptor(readers);
      server.registerInterceptor(patients);
      server.registerInterceptor(scopes);
      server.registerInterceptor(new ServerCapabilityHook());
      server.registerInterceptor(new FailureHook());
    };
  }

  /** The plug-in pages by offset; HAPI without it does the same here, to be comparable. */
  @Bean
  @ConditionalOnProperty(name = "fhirpre.enabled", havingValue = "false")
  SmartInitializingSingleton offsetPaging(IInterceptorService storageHooks) {
    return () -> storageHooks.registerInterceptor(new ForceOffsetSearchModeInterceptor());
  }

  @Bean
  ServletRegistrationBean<RestfulServer> fhirServlet(RestfulServer server) {
    ServletRegistrationBean<RestfulServer> servlet =
        new ServletRegistrationBean<>(server, "/fhir/*");
    servlet.setLoadOnStartup(1);
    return servlet;
  }

  /** HAPI's own would tell everybody its name and version in every answer. */
  private static final class DiscreetServer extends RestfulServer {
    DiscreetServer(FhirContext fhir) {
      super(fhir);
    }

    @Override
    protected String createPoweredByHeader() {
      return "";
    }
  }
}
