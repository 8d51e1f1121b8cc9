// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.fhirpre.interceptor.autoconfigure.VerifierBeans;
import org.fhirpre.interceptor.guard.StartVerifier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.transaction.PlatformTransactionManager;

/** The index of this host is HAPI's own, so the canary must be found. */
class StartVerifierIT extends SealedHost {
  @Autowired DefaultListableBeanFactory beans;
  @Autowired JpaStorageSettings settings;
  @Autowired ObjectProvider<DaoRegistry> daos;
  @Autowired EntityManagerFactory entityManagers;
  @Autowired PlatformTransactionManager transactions;
  @Autowired DataSource dataSource;

  private StartVerifier verifier() {
    return new VerifierBeans()
        .preVerifier(beans, settings, daos, entityManagers, transactions, dataSource);
  }

  @Test
  void a_readable_index_is_found_by_table_and_column_and_nothing_stays() {
    long before = resources();
    assertThatThrownBy(verifier()::canary)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("refusing to start")
        .hasMessageContaining("HFJ_SPIDX_");
    assertThat(resources()).isEqualTo(before);
  }

  @Test
  void beans_of_hapi_that_should_be_ours_are_named() {
    assertThatThrownBy(verifier()::verify).hasMessageContaining("SearchParamExtractorService");
  }

  private long resources() {
    Long rows = jdbc.queryForObject("select count(*) from HFJ_RESOURCE", Long.class);
    return rows == null ? 0 : rows;
  }
}
