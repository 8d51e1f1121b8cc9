// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.util.Optional;
import javax.sql.DataSource;

/**
 * What a database was first used with: tenant, zone, check values of the server's keys. Entries are
 * written once.
 *
 * <p>Thread safety: called concurrently, on several nodes.
 */
public final class PreMeta {
  private final Sql sql;

  public PreMeta(DataSource source) {
    this.sql = new Sql(source);
  }

  public Optional<String> find(String name) {
    return sql.first(
        "SELECT meta_value FROM pre_meta WHERE meta_name = ?", row -> row.getString(1), name);
  }

  /** Whether any entry's name starts so. */
  public boolean has(String prefix) {
    return sql.first("SELECT 1 FROM pre_meta WHERE meta_name LIKE ?", row -> true, prefix + "%")
        .isPresent();
  }

  /** Writes the value unless there is one; the value that holds from now on. */
  public String remember(String name, String value) {
    Optional<String> known = find(name);
    if (known.isPresent()) {
      return known.get();
    }
    sql.insert("INSERT INTO pre_meta (meta_name, meta_value) VALUES (?, ?)", name, value);
    return find(name).orElseThrow(() -> new IllegalStateException("pre_meta lost an entry"));
  }
}
