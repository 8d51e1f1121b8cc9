// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The FHIR package of the product, an NPM-style {@code package.tgz} in this jar. Any HAPI server
 * can install it; this product reads its tables instead, so that an editor of CodeSystems on the
 * server cannot widen access.
 */
public final class TerminologyPackage {
  public static final String NAME = "org.fhirpre";

  /**
   * Types to install; HAPI's own default leaves the last two out. The ImplementationGuide is not
   * among them: it refers to files of the package by names that a server does not keep.
   */
  public static final List<String> TYPES =
      List.of(
          "CodeSystem",
          "ValueSet",
          "ConceptMap",
          "StructureDefinition",
          "SearchParameter",
          "OperationDefinition",
          "CapabilityStatement");

  private TerminologyPackage() {}

  /** The package as a tar.gz. */
  public static byte[] bytes() {
    try (InputStream tgz = TerminologyPackage.class.getResourceAsStream("package.tgz")) {
      return Optional.ofNullable(tgz)
          .orElseThrow(() -> new IllegalStateException("package.tgz is not in the jar"))
          .readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files by name, for example {@code package/package.json}. */
  public static Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GzipCompressorInputStream(new ByteArrayInputStream(bytes())))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        files.put(entry.getName(), tar.readAllBytes());
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Version of the package, which is that of the product. */
  public static String version() {
    byte[] json = Optional.ofNullable(files().get("package/package.json")).orElseThrow();
    try {
      return new ObjectMapper().readTree(json).path("version").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
