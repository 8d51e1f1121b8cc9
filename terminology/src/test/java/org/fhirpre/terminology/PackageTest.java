// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import ca.uhn.fhir.validation.SingleValidationMessage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;

/** The FHIR package as it was built: every artifact valid, every example as it claims. */
class PackageTest {
  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private static final Map<String, byte[]> FILES = TerminologyPackage.files();
  private static final Map<String, MetadataResource> ARTIFACTS = artifacts();

  /** Warnings that stay, each with its reason. */
  private static final List<Pattern> WARNINGS =
      List.of(
          // We name codes of systems that HAPI does not bundle; we do not define them.
          Pattern.compile("(?s).*(snomed|loinc|rxnorm|icd-10-cm|AB352|LOINC|SNOMED).*"),
          // A binding of the base specification, inherited.
          Pattern.compile("(?s).*http://hl7.org/fhir/ValueSet/languages' which is experimental.*"));

  /** For extensions the validator makes the snapshot again and asks the network for a package. */
  private static final Pattern NEEDS_NETWORK =
      Pattern.compile("(?s).*Unable to resolve package id hl7.fhir.r4.core#null.*");

  @Test
  void every_artifact_is_valid() {
    PackageValidator validator = new PackageValidator(FHIR, ARTIFACTS.values());
    Set<String> messages = new TreeSet<>();
    ARTIFACTS
        .keySet()
        .forEach(
            file ->
                validator.check(text(file)).stream()
                    .filter(message -> !accepted(message))
                    .forEach(message -> messages.add(PackageValidator.line(file, message))));
    System.out.printf("validated %d artifacts%n", ARTIFACTS.size());
    assertThat(messages).isEmpty();
  }

  @Test
  void every_example_conforms_to_its_profile_and_every_negative_example_fails_as_expected()
      throws IOException {
    PackageValidator validator = new PackageValidator(FHIR, ARTIFACTS.values());
    List<String> messages = new ArrayList<>();
    int examples = 0;
    for (String file : names("package/example/")) {
      examples++;
      validator.check(text(file)).stream()
          .filter(PackageValidator::isError)
          .forEach(message -> messages.add(PackageValidator.line(file, message)));
    }
    assertThat(messages).isEmpty();
    Path negative = Path.of("src/main/fhir/negative");
    JsonNode expected = new ObjectMapper().readTree(negative.resolve("expected.json").toFile());
    for (Map.Entry<String, JsonNode> row : expected.properties()) {
      String json = Files.readString(negative.resolve(row.getKey() + ".json"));
      assertThat(validator.check(json))
          .as(row.getKey())
          .filteredOn(PackageValidator::isError)
          .extracting(message -> PackageValidator.line("", message))
          .anyMatch(line -> line.contains(row.getValue().asText()));
    }
    System.out.printf("validated %d examples, %d negative%n", examples, expected.size());
    assertThat(examples).isPositive();
  }

  @Test
  void url_id_file_name_and_version_agree_and_no_canonical_is_there_twice() {
    Set<String> urls = new HashSet<>();
    ARTIFACTS.forEach(
        (file, artifact) -> {
          String id = artifact.getIdElement().getIdPart();
          assertThat(file).isEqualTo("package/" + artifact.fhirType() + "-" + id + ".json");
          assertThat(artifact.getUrl())
              .isEqualTo("https://fhirpre.org/fhir/" + artifact.fhirType() + "/" + id);
          assertThat(artifact.getVersion()).isEqualTo(TerminologyPackage.version());
          assertThat(artifact.getDescription()).as(file).isNotBlank();
          assertThat(artifact.getText().getDivAsString()).as(file).isNotBlank();
          assertThat(urls.add(artifact.getUrl())).as(file).isTrue();
        });
  }

  @Test
  void every_own_canonical_that_an_artifact_names_is_in_the_package() {
    Set<String> known = new TreeSet<>();
    ARTIFACTS.values().forEach(artifact -> known.add(artifact.getUrl()));
    Pattern canonical =
        Pattern.compile(
            "https://fhirpre\\.org/fhir/(?:CodeSystem|ValueSet|StructureDefinition|ConceptMap"
                + "|OperationDefinition|SearchParameter)/[A-Za-z0-9-]+");
    for (String file : FILES.keySet()) {
      canonical
          .matcher(text(file))
          .results()
          .forEach(match -> assertThat(known).as(file).contains(match.group()));
    }
  }

  @Test
  void the_index_names_every_file_and_the_guide_every_resource() throws IOException {
    JsonNode index = new ObjectMapper().readTree(text("package/.index.json"));
    Set<String> listed = new TreeSet<>();
    index.path("files").forEach(file -> listed.add("package/" + file.path("filename").asText()));
    assertThat(listed).isEqualTo(ARTIFACTS.keySet());
    ImplementationGuide guide =
        (ImplementationGuide)
            Optional.ofNullable(ARTIFACTS.get("package/ImplementationGuide-org.fhirpre.json"))
                .orElseThrow();
    assertThat(guide.getDefinition().getResource())
        .hasSize(ARTIFACTS.size() - 1 + names("package/example/").size());
  }

  @Test
  void every_file_survives_a_strict_parser_unchanged() {
    IParser strict = FHIR.newJsonParser().setParserErrorHandler(new StrictErrorHandler());
    ARTIFACTS.forEach(
        (file, artifact) ->
            assertThat(
                    ((Resource) strict.parseResource(strict.encodeResourceToString(artifact)))
                        .equalsDeep(artifact))
                .as(file)
                .isTrue());
  }

  @Test
  void profiles_have_snapshots_and_foreign_content_has_its_owners_notice() {
    for (MetadataResource artifact : ARTIFACTS.values()) {
      if (artifact instanceof StructureDefinition profile) {
        assertThat(profile.getSnapshot().getElement()).as(profile.getId()).hasSizeGreaterThan(3);
      }
      if (artifact instanceof ValueSet set && set.getId().contains("sensitive-")) {
        assertThat(set.getCopyright()).as(set.getId()).isNotEqualTo("Apache License 2.0");
      }
    }
    assertThat(text("package/other/NOTICE")).contains("LOINC", "National Library of Medicine");
  }

  @Test
  void no_member_of_snomed_ct_is_listed() {
    for (MetadataResource artifact : ARTIFACTS.values()) {
      if (artifact instanceof ValueSet set) {
        set.getCompose().getInclude().stream()
            .filter(include -> include.getSystem().equals(CodeSystems.SNOMED))
            .forEach(include -> assertThat(include.getConcept()).as(set.getId()).isEmpty());
      }
    }
  }

  private static boolean accepted(SingleValidationMessage message) {
    String text = message.getMessage();
    return PackageValidator.isError(message)
        ? NEEDS_NETWORK.matcher(text).matches()
        : WARNINGS.stream().anyMatch(accepted -> accepted.matcher(text).matches());
  }

  private static Map<String, MetadataResource> artifacts() {
    Map<String, MetadataResource> artifacts = new TreeMap<>();
    for (String file : FILES.keySet()) {
      if (file.matches("package/[A-Z][^/]*\\.json")) {
        artifacts.put(file, (MetadataResource) FHIR.newJsonParser().parseResource(text(file)));
      }
    }
    return artifacts;
  }

  private static Set<String> names(String folder) {
    Set<String> names = new TreeSet<>();
    FILES.keySet().stream()
        .filter(file -> file.startsWith(folder) && !file.endsWith(".index.json"))
        .forEach(names::add);
    return names;
  }

  private static String text(String file) {
    return new String(Optional.ofNullable(FILES.get(file)).orElseThrow(), UTF_8);
  }
}
