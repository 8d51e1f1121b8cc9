// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import javax.sql.DataSource;

/** A look into HAPI's own table: is there such a resource? Nothing is read or opened. */
public final class HapiResources {
  private final Sql sql;

  public HapiResources(DataSource source) {
    this.sql = new Sql(source);
  }

  /** Whether a resource exists and is not deleted; sees the running transaction. */
  public boolean exists(String type, String id) {
    return sql.first(
            "SELECT 1 FROM HFJ_RESOURCE WHERE RES_TYPE = ? AND FHIR_ID = ? AND RES_DELETED_AT IS"
                + " NULL",
            row -> true,
            type,
            id)
        .isPresent();
  }
}
