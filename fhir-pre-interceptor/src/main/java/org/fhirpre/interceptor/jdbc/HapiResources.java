// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** A look into HAPI's own tables; nothing is opened. */
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

  /** What stands in the rows of a resource's versions; nothing for a version without a body. */
  public List<String> texts(String type, String id) {
    return sql
        .query(
            "SELECT v.RES_TEXT_VC FROM HFJ_RES_VER v JOIN HFJ_RESOURCE r ON r.RES_ID = v.RES_ID"
                + " WHERE r.RES_TYPE = ? AND r.FHIR_ID = ?",
            row -> Optional.ofNullable(row.getString(1)),
            type,
            id)
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }
}
