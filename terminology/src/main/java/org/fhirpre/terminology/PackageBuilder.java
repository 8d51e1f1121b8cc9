// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import static java.nio.charset.StandardCharsets.UTF_8;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;

/**
 * Makes the FHIR package in the build: hand-written artifacts ({@code src/main/fhir}), those
 * generated from the tables, snapshots, the ImplementationGuide. The same input gives the same
 * bytes.
 *
 * <p>Not part of any run of the product: its libraries are there in the build only.
 */
public final class PackageBuilder {
  private final FhirContext fhir = FhirContext.forR4();
  private final Path sources;
  private final PackageMetadata metadata;

  private PackageBuilder(Path sources, String version) {
    this.sources = sources;
    this.metadata = new PackageMetadata(version);
  }

  /**
   * @param args folder of the hand-written artifacts, class folder of the module, version
   */
  public static void main(String[] args) throws IOException {
    Path sources = Path.of(args[0]);
    Path classes = Path.of(args[1]);
    Path tgz = classes.resolve("org/fhirpre/terminology/package.tgz");
    if (isCurrent(tgz, List.of(sources, classes))) {
      return;
    }
    Files.createDirectories(Optional.ofNullable(tgz.getParent()).orElseThrow());
    Files.write(tgz, new PackageBuilder(sources, args[2]).build());
    Path named = Optional.ofNullable(classes.getParent()).orElseThrow();
    Files.copy(
        tgz,
        named.resolve(TerminologyPackage.NAME + "-" + args[2] + ".tgz"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private byte[] build() throws IOException {
    List<MetadataResource> artifacts = new ArrayList<>();
    for (String type : PackageMetadata.WRITTEN) {
      read(sources.resolve(type)).forEach(resource -> artifacts.add((MetadataResource) resource));
    }
    CodeLists lists = CodeLists.shipped();
    artifacts.addAll(GeneratedSystems.all());
    artifacts.addAll(GeneratedSets.all(lists));
    artifacts.addAll(GeneratedMaps.all(lists));
    artifacts.forEach(metadata::complete);
    artifacts.sort(Comparator.comparing(PackageMetadata::fileName));
    snapshots(artifacts);
    List<Resource> examples = read(sources.resolve("example"));
    ImplementationGuide guide = metadata.guide(artifacts, examples);
    artifacts.add(guide);
    artifacts.sort(Comparator.comparing(PackageMetadata::fileName));
    return write(artifacts, examples);
  }

  private byte[] write(List<MetadataResource> artifacts, List<Resource> examples)
      throws IOException {
    IParser json = fhir.newJsonParser().setPrettyPrint(false);
    PackageArchive archive = new PackageArchive();
    archive.add("package/package.json", metadata.packageJson().getBytes(UTF_8));
    archive.add("package/.index.json", PackageMetadata.index(artifacts).getBytes(UTF_8));
    for (MetadataResource artifact : artifacts) {
      byte[] bytes = json.encodeResourceToString(artifact).getBytes(UTF_8);
      archive.add("package/" + PackageMetadata.fileName(artifact), bytes);
    }
    archive.add("package/example/.index.json", PackageMetadata.index(examples).getBytes(UTF_8));
    for (Resource example : examples) {
      byte[] bytes = json.encodeResourceToString(example).getBytes(UTF_8);
      archive.add("package/example/" + PackageMetadata.fileName(example), bytes);
    }
    try (Stream<Path> others = Files.walk(sources.resolve("other"))) {
      for (Path other : others.filter(Files::isRegularFile).sorted().toList()) {
        archive.add("package/other/" + other.getFileName(), Files.readAllBytes(other));
      }
    }
    return archive.toBytes();
  }

  private List<Resource> read(Path folder) throws IOException {
    IParser strict = fhir.newJsonParser().setParserErrorHandler(new StrictErrorHandler());
    List<Resource> resources = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        resources.add((Resource) strict.parseResource(Files.readString(file)));
      }
    }
    return resources;
  }

  /** In the resources themselves, so that a server without a generator can use them. */
  private void snapshots(List<MetadataResource> artifacts) {
    PrePopulatedValidationSupport ours = new PrePopulatedValidationSupport(fhir);
    artifacts.forEach(ours::addResource);
    ValidationSupportChain chain =
        new ValidationSupportChain(
            ours,
            new DefaultProfileValidationSupport(fhir),
            new SnapshotGeneratingValidationSupport(fhir));
    for (int i = 0; i < artifacts.size(); i++) {
      if (artifacts.get(i) instanceof StructureDefinition profile) {
        artifacts.set(i, snapshot(chain, profile));
      }
    }
  }

  private static StructureDefinition snapshot(
      ValidationSupportChain chain, StructureDefinition profile) {
    ValidationSupportContext context = new ValidationSupportContext(chain);
    IBaseResource made =
        chain.generateSnapshot(context, profile, profile.getUrl(), "", profile.getName());
    if (made instanceof StructureDefinition complete && complete.hasSnapshot()) {
      // An example of the base specification breaks a rule of the base specification.
      complete.getSnapshot().getElement().forEach(element -> element.setExample(null));
      return complete;
    }
    throw new IllegalStateException("no snapshot of " + profile.getUrl());
  }

  private static boolean isCurrent(Path tgz, List<Path> inputs) throws IOException {
    if (!Files.exists(tgz)) {
      return false;
    }
    for (Path input : inputs) {
      try (Stream<Path> files = Files.walk(input)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (!file.equals(tgz)
              && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(tgz)) > 0) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
