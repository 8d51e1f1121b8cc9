// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.GZIPOutputStream;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleDataTest {

  private static final String BUNDLE = "{\"resourceType\":\"Bundle\",\"type\":\"transaction\"}";

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("p1-someone.json"), BUNDLE);
    Files.write(folder.resolve("00-hospitals.json.gz"), gzip());
    Files.writeString(folder.resolve("README.md"), "no bundle");
  }

  @Test
  void a_folder_is_read_in_load_order() {
    SampleData data = SampleData.folder(folder);
    assertThat(data.bundles())
        .extracting(SampleBundle::name)
        .containsExactly("00-hospitals", "p1-someone");
    assertThat(data.foundations()).extracting(SampleBundle::name).containsExactly("00-hospitals");
    assertThat(data.patients()).extracting(SampleBundle::name).containsExactly("p1-someone");
    assertThat(data.bundles()).allSatisfy(bundle -> assertThat(bundle.json()).isEqualTo(BUNDLE));
    assertThat(data.bundle("p1").parse(FhirContext.forR4Cached()).getType())
        .isEqualTo(Bundle.BundleType.TRANSACTION);
    assertThat(data.description()).contains("2 bundles");
  }

  @Test
  void a_jar_on_the_class_path_is_read_like_a_folder() throws IOException {
    Path jar = folder.resolve("data.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("patients/"));
      out.putNextEntry(new JarEntry("patients/p1.json.gz"));
      out.write(gzip());
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
      SampleData data = SampleData.resources(loader, "patients");
      assertThat(data.bundle("p1").json()).isEqualTo(BUNDLE);
    }
  }

  @Test
  void an_unpacked_class_path_folder_is_read_too() throws IOException {
    Path patients = Files.createDirectories(folder.resolve("unpacked/patients"));
    Files.write(patients.resolve("p1.json.gz"), gzip());
    URL[] path = {folder.resolve("unpacked").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path)) {
      assertThat(SampleData.resources(loader, "patients").bundles()).hasSize(1);
      assertThatThrownBy(() -> SampleData.resources(loader, "nowhere"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_missing_bundle_says_where_was_looked() {
    SampleData data = SampleData.folder(folder);
    assertThatThrownBy(() -> data.bundle("p99"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining(folder.toString());
  }

  @Test
  void a_folder_is_found_above_the_working_directory() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("checkout/module"));
    Path data = Files.createDirectories(folder.resolve("shared/data/synthea"));
    assertThat(DataFolder.upwards(deep, "shared/data/synthea")).contains(data);
    assertThat(DataFolder.upwards(deep, "shared/no-such-folder")).isEmpty();
  }

  @Test
  void a_property_that_names_no_folder_is_an_error() {
    System.setProperty("fhirpre.test-folder", folder.resolve("absent").toString());
    assertThatThrownBy(() -> DataFolder.find("fhirpre.test-folder", "shared"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("-Dfhirpre.test-folder");
  }

  private byte[] gzip() throws IOException {
    Path file = folder.resolve("tmp");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(BUNDLE.getBytes(StandardCharsets.UTF_8));
    }
    return Files.readAllBytes(file);
  }
}
