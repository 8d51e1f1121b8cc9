// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * Runs {@code umbral.json} and {@code umbral-hops.json} of the test resources and, with {@code
 * -Dfhirpre.vectors=DIR}, every JSON file of {@code DIR} in one of their formats.
 */
class UmbralVectorTest {
  private static final String SINGLE = "umbral-vectors/1";
  private static final String CHAINS = "umbral-hop-vectors/1";
  private static final AtomicInteger passed = new AtomicInteger();
  private static final AtomicInteger failed = new AtomicInteger();

  @TestFactory
  Stream<DynamicTest> every_bundled_vector_holds() {
    return Stream.of("umbral.json", "umbral-hops.json")
        .map(UmbralVectorTest::bundled)
        .flatMap(UmbralVectorTest::tests);
  }

  private static JsonNode bundled(String name) {
    try (InputStream file = UmbralVectorTest.class.getResourceAsStream("/vectors/" + name)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> every_vector_from_outside_holds() throws IOException {
    String folder = System.getProperty("fhirpre.vectors", "");
    if (folder.isEmpty()) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(UmbralVectorTest::outside)
          .toList()
          .stream()
          .flatMap(UmbralVectorTest::tests);
    }
  }

  private static JsonNode outside(Path file) {
    try {
      return new ObjectMapper().readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void report() {
    System.out.printf(
        "vectors: %d passed, %d failed (%s)%n",
        passed.get(), failed.get(), TestBackend.group().name());
  }

  // A folder may hold vectors of other parts of the project: they have other formats.
  private static Stream<DynamicTest> tests(JsonNode file) {
    return switch (file.path("format").asText()) {
      case SINGLE -> single(file).stream();
      case CHAINS -> Vector.all(file.path("cases")).stream().flatMap(UmbralVectorTest::chain);
      default -> Stream.empty();
    };
  }

  private static Stream<DynamicTest> chain(Vector vector) {
    String id = vector.text("id");
    return Stream.of(
        counted(id + " keys", () -> new HopVector(vector).assertKeys()),
        counted(id + " shares", () -> new HopVector(vector).assertShares()),
        counted(id + " shared point", () -> new HopVector(vector).assertSharedPoint()),
        counted(id + " opening", () -> new HopVector(vector).assertOpens()));
  }

  private static List<DynamicTest> single(JsonNode file) {
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
    tests.add(counted(id + " ciphertext", () -> new CaseVector(vector).assertCiphertext()));
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
