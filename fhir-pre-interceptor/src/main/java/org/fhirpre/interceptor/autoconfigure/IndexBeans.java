// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.dao.data.IResourceSearchUrlDao;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.StorageSettings;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import ca.uhn.fhir.jpa.searchparam.matcher.IndexedSearchParamExtractor;
import ca.uhn.fhir.jpa.util.PersistenceContextProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import java.time.InstantSource;
import org.fhirpre.interceptor.body.PatientsOf;
import org.fhirpre.interceptor.index.BlindExtractor;
import org.fhirpre.interceptor.index.BlindMeta;
import org.fhirpre.interceptor.index.BlindSearchUrls;
import org.fhirpre.interceptor.index.DateScale;
import org.fhirpre.interceptor.index.IndexScopes;
import org.fhirpre.interceptor.index.PlaintextMatching;
import org.fhirpre.interceptor.index.TokenKeys;
import org.fhirpre.interceptor.index.Tokens;
import org.fhirpre.interceptor.search.BlindDateBuilder;
import org.fhirpre.interceptor.search.BlindMatcher;
import org.fhirpre.interceptor.search.BlindNumberBuilder;
import org.fhirpre.interceptor.search.BlindQuantityBuilder;
import org.fhirpre.interceptor.search.BlindQueries;
import org.fhirpre.interceptor.search.BlindStringBuilder;
import org.fhirpre.interceptor.search.BlindTagBuilder;
import org.fhirpre.interceptor.search.BlindTokenBuilder;
import org.fhirpre.interceptor.search.BlindTokenParams;
import org.fhirpre.interceptor.search.BlindUriBuilder;
import org.fhirpre.interceptor.search.ChainTargets;
import org.fhirpre.interceptor.search.ContextFreeHook;
import org.fhirpre.interceptor.search.GuardedSearchBuilderFactory;
import org.fhirpre.interceptor.search.PatientContext;
import org.fhirpre.interceptor.search.PermittedIds;
import org.fhirpre.interceptor.search.PermittedResults;
import org.fhirpre.interceptor.search.PrefetchHook;
import org.fhirpre.interceptor.search.SearchGuard;
import org.fhirpre.interceptor.search.SearchScopes;
import org.fhirpre.interceptor.spi.IndexKeys;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;
import org.springframework.util.function.SingletonSupplier;

/**
 * The blind index and its predicate builders. Every bean that takes the place of one of HAPI's is
 * primary under a name of its own; what depends on HAPI's search parameter registry asks for it
 * late, because HAPI's beans depend on each other in circles.
 */
@EnableConfigurationProperties(FhirPreProperties.class)
@Import(IndexBeans.PredicateBuilders.class)
class IndexBeans {

  @Bean
  Tokens preTokens(IndexKeys keys) {
    return new Tokens(new TokenKeys(keys, InstantSource.system()));
  }

  @Bean
  DateScale preDateScale(FhirPreProperties properties) {
    return new DateScale(properties.zone());
  }

  @Bean
  IndexScopes preIndexScopes(PatientsOf patients) {
    return new IndexScopes(patients);
  }

  @Bean
  BlindMeta preBlindMeta(Tokens tokens, IndexScopes scopes) {
    return new BlindMeta(tokens, scopes);
  }

  @Bean
  PlaintextMatching prePlaintextMatching() {
    return new PlaintextMatching();
  }

  @Bean
  @Primary
  @Lazy
  BlindExtractor preSearchParamExtractorService(
      Tokens tokens,
      IndexScopes scopes,
      DateScale dates,
      PlaintextMatching matching,
      PartitionSettings partitions,
      StorageSettings settings,
      ObjectProvider<ISearchParamRegistry> params) {
    return new BlindExtractor(
        tokens,
        scopes,
        dates,
        matching,
        partitions,
        settings,
        SingletonSupplier.of(params::getObject));
  }

  @Bean
  @Primary
  BlindMatcher preInMemoryResourceMatcher(
      ObjectProvider<IndexedSearchParamExtractor> extractor, PlaintextMatching matching) {
    return new BlindMatcher(extractor::getObject, matching);
  }

  @Bean
  @Primary
  BlindSearchUrls preResourceSearchUrlSvc(
      PersistenceContextProvider entities,
      IResourceSearchUrlDao rows,
      MatchUrlService matchUrls,
      FhirContext fhir,
      PartitionSettings partitions,
      Tokens tokens) {
    return new BlindSearchUrls(
        entities.getEntityManager(), rows, matchUrls, fhir, partitions, tokens);
  }

  @Bean
  SearchScopes preSearchScopes() {
    return new SearchScopes();
  }

  @Bean
  SearchGuard preSearchGuard(
      FhirContext fhir,
      ObjectProvider<ISearchParamRegistry> params,
      ObjectProvider<PersistenceContextProvider> entities,
      SearchScopes scopes,
      ObjectProvider<MatchUrlService> matchUrls,
      ObjectProvider<PermittedResults> permits) {
    return new SearchGuard(
        new ChainTargets(SingletonSupplier.of(params::getObject)),
        new PatientContext(
            SingletonSupplier.of(params::getObject), () -> entities.getObject().getEntityManager()),
        scopes,
        new PermittedIds(matchUrls::getObject, fhir),
        SingletonSupplier.of(permits::getObject));
  }

  @Bean
  @Primary
  GuardedSearchBuilderFactory preSearchBuilderFactory(SearchGuard guard, FhirContext fhir) {
    return new GuardedSearchBuilderFactory(guard, fhir);
  }

  @Bean
  BlindQueries preBlindQueries(Tokens tokens, DateScale dates, SearchScopes scopes) {
    return new BlindQueries(tokens, dates, scopes);
  }

  @Bean
  BlindTokenParams preBlindTokenParams(BlindQueries queries) {
    return new BlindTokenParams(queries);
  }

  @Bean
  PrefetchHook prePrefetchHook(IInterceptorService interceptors, BlindTokenParams blind) {
    PrefetchHook hook = new PrefetchHook(blind);
    interceptors.registerInterceptor(hook);
    return hook;
  }

  /** On every RestfulServer: only there is a request that wants an answer. */
  @Bean
  SmartInitializingSingleton preSearchHooks(ObjectProvider<RestfulServer> servers) {
    return () -> servers.forEach(server -> server.registerInterceptor(new ContextFreeHook()));
  }

  /**
   * HAPI fetches each builder with its query as the only argument, so what else they need comes
   * through the configuration.
   */
  static class PredicateBuilders {
    private final BlindQueries queries;
    private final BlindTokenParams blind;

    PredicateBuilders(BlindQueries queries, BlindTokenParams blind) {
      this.queries = queries;
      this.blind = blind;
    }

    @Bean
    @Primary
    @Scope("prototype")
    BlindTokenBuilder preTokenPredicateBuilder(SearchQueryBuilder sql) {
      return new BlindTokenBuilder(sql, blind);
    }

    @Bean
    @Primary
    @Scope("prototype")
    BlindStringBuilder preStringPredicateBuilder(SearchQueryBuilder sql) {
      return new BlindStringBuilder(sql, queries);
    }

    @Bean
    @Primary
    @Scope("prototype")
    BlindUriBuilder preUriPredicateBuilder(SearchQueryBuilder sql) {
      return new BlindUriBuilder(sql, queries);
    }

    @Bean
    @Primary
    @Scope("prototype")
    BlindDateBuilder preDatePredicateBuilder(SearchQueryBuilder sql) {
      return new BlindDateBuilder(sql, queries);
    }

    @Bean
    @Primary
    @Scope("prototype")
    BlindNumberBuilder preNumberPredicateBuilder(SearchQueryBuilder sql) {
      return new BlindNumberBuilder(sql, queries);
    }

    @Bean
    @Primary
    @Scope("prototype")
    BlindQuantityBuilder preQuantityPredicateBuilder(SearchQueryBuilder sql) {
      return new BlindQuantityBuilder(sql, queries);
    }

    @Bean
    @Primary
    @Scope("prototype")
    BlindTagBuilder preTagPredicateBuilder(SearchQueryBuilder sql) {
      return new BlindTagBuilder(sql, queries);
    }
  }
}
