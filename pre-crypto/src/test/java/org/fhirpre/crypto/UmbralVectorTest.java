// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * Runs {@code umbral.json} of the test resources and, with {@code -Dfhirpre.vectors=DIR}, of {@code
 * DIR}.
 */
class UmbralVectorTest {
  private static final String FILE = "umbral.json";
  private static final AtomicInteger passed = new AtomicInteger();
  private static final AtomicInteger failed = new AtomicInteger();

  @TestFactory
  Stream<DynamicTest> every_bundled_vector_holds() throws IOException {
    try (InputStream bundled = UmbralVectorTest.class.getResourceAsStream("/vectors/" + FILE)) {
      return tests(new ObjectMapper().readTree(Objects.requireNonNull(bundled))).stream();
    }
  }

  @TestFactory
  Stream<DynamicTest> every_vector_from_outside_holds() throws IOException {
    Optional<Path> outside =
        Optional.ofNullable(System.getProperty("fhirpre.vectors"))
            .map(folder -> Path.of(folder, FILE));
    return outside.isPresent()
        ? tests(new ObjectMapper().readTree(Files.readAllBytes(outside.get()))).stream()
        : Stream.empty();
  }

  @AfterAll
  static void report() {
    System.out.printf(
        "vectors: %d passed, %d failed (%s)%n",
        passed.get(), failed.get(), TestBackend.group().name());
  }

  private static List<DynamicTest> tests(JsonNode file) {
    assertThat(file.path("format").asText()).isEqualTo("umbral-vectors/1");
    assertThat(file.path("suite").asText()).isEqualTo(Umbral.SUITE_ID);
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(counted("parameters", () -> KeyVectors.assertParameters(new Vector(file))));
    for (Vector vector : Vector.all(file.path("secret_key_factory"))) {
      tests.add(counted("factory", () -> KeyVectors.assertFactory(vector)));
    }
    for (Vector vector : Vector.all(file.path("signatures"))) {
      tests.add(counted("signature", () -> KeyVectors.assertSignature(vector)));
    }
    for (Vector vector : Vector.all(file.path("cases"))) {
      addCase(tests, vector);
    }
    for (Vector vector : Vector.all(file.path("negative_cases"))) {
      tests.add(counted(vector.text("name"), () -> NegativeVector.assertVerdict(vector)));
    }
    return tests;
  }

  private static void addCase(List<DynamicTest> tests, Vector vector) {
    String id = vector.text("id");
    tests.add(counted(id + " single fragments", () -> new CaseVector(vector).assertFragments()));
    tests.add(counted(id + " sharing", () -> new CaseVector(vector).assertSharing()));
    tests.add(counted(id + " opening", () -> new CaseVector(vector).assertOpens()));
    tests.add(counted(id + " too few", () -> new CaseVector(vector).assertTooFew()));
  }

  private static DynamicTest counted(String name, Executable check) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          failed.incrementAndGet();
          check.execute();
          failed.decrementAndGet();
          passed.incrementAndGet();
        });
  }
}
