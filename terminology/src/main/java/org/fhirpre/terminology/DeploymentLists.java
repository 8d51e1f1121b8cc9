// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;

/**
 * The lists of a hospital: a folder with {@code lists.csv} (list, system, version, copyright), the
 * lists that it names, and {@code sources.csv} for origins of its own.
 *
 * <p>A list is a CSV file as the product has them, or a ValueSet in JSON with the expansion of one
 * of the package's intensional sets: that is how SNOMED CT comes in, expanded by the hospital's own
 * terminology server under its own licence.
 */
final class DeploymentLists {
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*\\.(csv|json)");
  private static final Pattern INTENSIONAL =
      Pattern.compile("https://fhirpre\\.org/fhir/ValueSet/sensitive-([a-z-]+)-snomed");

  private final Path folder;
  private final Set<String> origins;

  DeploymentLists(Path folder, Set<String> shippedOrigins) {
    this.folder = folder;
    this.origins = new HashSet<>(shippedOrigins);
  }

  List<CodeList> read() {
    Path sources = folder.resolve("sources.csv");
    if (Files.exists(sources)) {
      for (Table.Row row : Table.read(sources, CodeLists.SOURCES)) {
        if (!origins.add(row.text(0))) {
          throw row.refused("source listed twice");
        }
      }
    }
    List<CodeList> lists = new ArrayList<>();
    for (Table.Row row : Table.read(folder.resolve("lists.csv"), CodeLists.CATALOGUE)) {
      lists.add(list(row));
    }
    return lists;
  }

  private CodeList list(Table.Row row) {
    String name = row.text(0);
    if (!FILE.matcher(name).matches()) {
      throw row.refused("not the name of a csv or json file");
    }
    Path file = folder.resolve(name);
    return name.endsWith(".csv")
        ? CodeList.check(row, Table.read(file, CodeList.header(row.text(1))), origins)
        : new CodeList(name, row.text(1), row.text(2), row.text(3), expansion(row, file));
  }

  private static List<LabelRule> expansion(Table.Row row, Path file) {
    ValueSet set = parse(file);
    Label label =
        facet(Optional.ofNullable(set.getUrl()).orElse(""))
            .orElseThrow(() -> refused(file, "url is none of the package's intensional sets"));
    List<LabelRule> rules = new ArrayList<>();
    List<ValueSetExpansionContainsComponent> open =
        new ArrayList<>(set.getExpansion().getContains());
    while (!open.isEmpty()) {
      ValueSetExpansionContainsComponent member = open.remove(open.size() - 1);
      open.addAll(member.getContains());
      if (!row.text(1).equals(member.getSystem()) || !member.hasCode()) {
        throw refused(file, "a member without code or of another system");
      }
      rules.add(new LabelRule(member.getCode(), LabelRule.Match.EXACT, label, LabelBasis.CODES));
    }
    if (rules.isEmpty()) {
      throw refused(file, "not expanded");
    }
    return rules;
  }

  private static ValueSet parse(Path file) {
    try {
      return FhirContext.forR4Cached()
          .newJsonParser()
          .parseResource(ValueSet.class, Files.readString(file));
    } catch (IOException | DataFormatException unreadable) {
      throw new IllegalStateException(file + ": not a ValueSet in JSON", unreadable);
    }
  }

  private static Optional<Label> facet(String url) {
    Matcher matcher = INTENSIONAL.matcher(url);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String code = matcher.group(1).toUpperCase(Locale.ROOT).replace('-', '_');
    return Facet.all().stream()
        .filter(facet -> facet.code().equals(code) && !facet.band())
        .map(Facet::label)
        .findFirst();
  }

  private static IllegalStateException refused(Path file, String reason) {
    return new IllegalStateException(file + ": " + reason);
  }
}
