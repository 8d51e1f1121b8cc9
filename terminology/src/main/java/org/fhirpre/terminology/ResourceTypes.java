// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The type table ({@code types.csv}): resource type → protection → class-group.
 *
 * <p>A type that the table does not list is patient-sealed in {@link #UNLISTED_GROUP} if it names a
 * patient and is to be refused (422) otherwise.
 */
public final class ResourceTypes {
  /** Class-group of a resource of an unlisted type that names a patient. */
  public static final ClassGroup UNLISTED_GROUP = ClassGroup.OTHER;

  private static final Map<String, TypeRow> ROWS = load();

  private ResourceTypes() {}

  /** The row of a type; empty for a type that is not listed. */
  public static Optional<TypeRow> find(String type) {
    return Optional.ofNullable(ROWS.get(type));
  }

  /** All rows, sorted by type. */
  public static Collection<TypeRow> all() {
    return ROWS.values();
  }

  /** Listed types of which a resource that names a patient is sealed in the given group. */
  public static Set<String> in(ClassGroup group) {
    Set<String> types = new TreeSet<>();
    for (TypeRow row : ROWS.values()) {
      if (row.classGroup().filter(group::equals).isPresent()) {
        types.add(row.type());
      }
    }
    return Collections.unmodifiableSet(types);
  }

  private static Map<String, TypeRow> load() {
    Map<String, TypeRow> rows = new TreeMap<>();
    for (Table.Row row : Table.read("types.csv", "type,protection,class-group,origin")) {
      TypeRow parsed =
          new TypeRow(row.text(0), protection(row), row.optional(2).map(code -> group(row, code)));
      if (parsed.protection() == Protection.PATIENT_SEALED && parsed.classGroup().isEmpty()) {
        throw row.refused("patient-sealed without class-group");
      }
      if (rows.put(parsed.type(), parsed) != null) {
        throw row.refused("type listed twice");
      }
    }
    return Collections.unmodifiableMap(rows);
  }

  private static Protection protection(Table.Row row) {
    String wanted = row.text(1).toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(Protection.values())
        .filter(protection -> protection.name().equals(wanted))
        .findFirst()
        .orElseThrow(() -> row.refused("unknown protection"));
  }

  private static ClassGroup group(Table.Row row, String code) {
    return Arrays.stream(ClassGroup.values())
        .filter(group -> group.code().equals(code))
        .findFirst()
        .orElseThrow(() -> row.refused("unknown class-group"));
  }
}
