// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamDate;
import ca.uhn.fhir.jpa.searchparam.extractor.ResourceIndexedSearchParams;
import ca.uhn.fhir.jpa.searchparam.matcher.IndexedSearchParamExtractor;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.fhirpre.interceptor.index.Indexing;
import org.fhirpre.interceptor.index.PlaintextMatching;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Looks into the tables of the index for values of resources and for HAPI's hashes of them. */
final class IndexScan {
  private static final List<String> TABLES =
      List.of(
          "HFJ_SPIDX_TOKEN",
          "HFJ_SPIDX_STRING",
          "HFJ_SPIDX_DATE",
          "HFJ_SPIDX_NUMBER",
          "HFJ_SPIDX_QUANTITY",
          "HFJ_SPIDX_QUANTITY_NRML",
          "HFJ_SPIDX_URI",
          "HFJ_SPIDX_COORDS",
          "HFJ_IDX_CMP_STRING_UNIQ",
          "HFJ_IDX_CMB_TOK_NU",
          "HFJ_RES_LINK",
          "HFJ_RES_SEARCH_URL",
          "HFJ_TAG_DEF");

  private static final Pattern VALUES = Pattern.compile("(SP|HASH|IDX|TAG)_.*|.*_URL");
  private static final Set<String> NOT_VALUES =
      Set.of("SP_ID", "SP_UPDATED", "SP_MISSING", "SP_NAME", "TAG_ID", "TAG_TYPE");

  private final DataSource database;
  private final IndexedSearchParamExtractor extractor;
  private final PlaintextMatching plaintext;

  IndexScan(
      DataSource database, IndexedSearchParamExtractor extractor, PlaintextMatching plaintext) {
    this.database = database;
    this.extractor = extractor;
    this.plaintext = plaintext;
  }

  /** Every value of every row that belongs to a resource of a sealed type, or to none. */
  Set<String> stored() {
    return stored(owner -> Indexing.of(owner.type()).blind());
  }

  Set<String> storedOf(String type, String id) {
    return stored(new Owner(type, id)::equals);
  }

  private Set<String> stored(Predicate<Owner> wanted) {
    Set<String> values = new HashSet<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      Map<Long, Owner> owners = owners(statement);
      for (String table : TABLES) {
        try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
          while (rows.next()) {
            Owner owner = owner(rows, owners);
            if (wanted.test(owner)) {
              add(values, rows);
            }
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return values;
  }

  private static Map<Long, Owner> owners(Statement statement) throws SQLException {
    Map<Long, Owner> owners = new HashMap<>();
    try (ResultSet rows =
        statement.executeQuery("SELECT RES_ID, RES_TYPE, FHIR_ID FROM HFJ_RESOURCE")) {
      while (rows.next()) {
        owners.put(rows.getLong(1), new Owner(rows.getString(2), rows.getString(3)));
      }
    }
    return owners;
  }

  private static Owner owner(ResultSet rows, Map<Long, Owner> owners) throws SQLException {
    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      String column = rows.getMetaData().getColumnName(i).toUpperCase(Locale.ROOT);
      if (column.equals("RES_ID") || column.equals("SRC_RESOURCE_ID")) {
        return owners.getOrDefault(rows.getLong(i), Owner.NOBODY);
      }
    }
    return Owner.NOBODY;
  }

  private record Owner(String type, String id) {
    static final Owner NOBODY = new Owner("Basic", "");
  }

  private static void add(Set<String> values, ResultSet rows) throws SQLException {
    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      add(values, rows.getMetaData().getColumnName(i).toUpperCase(Locale.ROOT), rows.getString(i));
    }
  }

  /** Row and resource numbers and types say nothing of a value and would only collide. */
  private static void add(Set<String> values, String column, @Nullable String value) {
    if (value != null && !NOT_VALUES.contains(column) && VALUES.matcher(column).matches()) {
      values.add(value);
    }
  }

  /**
   * What plain HAPI would store of a resource: values, and hashes of values. Not the hash of a
   * string's first character, which a token's first character may share.
   */
  Set<String> plain(Resource resource) {
    ResourceIndexedSearchParams params =
        plaintext.within(() -> extractor.extractIndexedSearchParams(resource, null));
    Set<String> values = new HashSet<>();
    params.myTokenParams.forEach(
        row -> {
          if (row.getSystem() != null) {
            all(values, row.getSystem(), row.getHashSystem());
          }
          if (row.getValue() != null) {
            all(values, row.getValue(), row.getHashValue(), row.getHashSystemAndValue());
          }
        });
    params.myStringParams.forEach(
        row -> all(values, row.getValueExact(), row.getValueNormalized(), row.getHashExact()));
    params.myUriParams.forEach(row -> all(values, row.getUri(), row.getHashUri()));
    params.myDateParams.forEach(row -> dates(values, row));
    params.myNumberParams.forEach(row -> all(values, row.getValue().toPlainString()));
    params.myQuantityParams.forEach(
        row -> {
          all(values, row.getValue().toPlainString(), row.getValue().doubleValue());
          if (row.getUnits() != null) {
            all(values, row.getUnits(), row.getHashIdentityAndUnits());
            all(values, row.getHashIdentitySystemAndUnits());
          }
        });
    return values;
  }

  private static void dates(Set<String> values, ResourceIndexedSearchParamDate row) {
    all(values, row.getValueLowDateOrdinal(), row.getValueHighDateOrdinal());
    Stream.of(row.getValueLow(), row.getValueHigh())
        .filter(date -> date != null)
        .forEach(date -> all(values, Timestamp.from(date.toInstant()).toString()));
  }

  private static void all(Set<String> values, @Nullable Object... found) {
    for (Object value : found) {
      if (value != null) {
        values.add(value.toString());
      }
    }
  }
}
