// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import org.fhirpre.interceptor.stage.TestDatabase;
import org.junit.jupiter.api.Test;

class StorePostgresTest extends StoreContract {
  @Override
  TestDatabase database() {
    return TestDatabase.POSTGRESQL;
  }

  @Test
  void a_sealed_text_stays_in_its_row() {
    DataSource used = database().fresh();
    Sql sql = new Sql(used);
    Schema.keepTextsInRows(used); // no such table yet: nothing fails
    sql.update("CREATE TABLE HFJ_RES_VER (RES_TEXT_VC TEXT)");
    Schema.keepTextsInRows(used);
    Schema.keepTextsInRows(used);
    sql.update(
        "INSERT INTO HFJ_RES_VER SELECT string_agg(md5(random()::text), '') FROM"
            + " generate_series(1, 200)");
    String apart =
        "SELECT pg_relation_size(reltoastrelid) FROM pg_class WHERE relname = 'hfj_res_ver'";
    assertThat(sql.first(apart, row -> row.getLong(1))).contains(0L);
  }
}
