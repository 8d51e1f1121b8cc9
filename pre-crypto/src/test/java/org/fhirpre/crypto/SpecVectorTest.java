// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fhirpre.testkit.VectorFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs {@code testkit/vectors} and, with {@code -Dfhirpre.vectors=DIR}, the files of the same
 * formats in the folders of {@code DIR}. {@code docs/spec} is the reference.
 */
class SpecVectorTest {

  static List<VectorFile> vectors() {
    String outside = System.getProperty("fhirpre.vectors", "");
    Stream<VectorFile> more =
        outside.isEmpty() ? Stream.empty() : VectorFile.allIn(Path.of(outside)).stream();
    return Stream.concat(VectorFile.all().stream(), more).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void meets_its_expectation(VectorFile vector) {
    Throwable refusal = catchThrowable(() -> perform(vector));
    switch (vector.value("expect")) {
      case "success" -> assertThat(refusal).isNull();
      case "malformed" ->
          assertThat(refusal)
              .isInstanceOf(PreException.MalformedEncoding.class)
              .hasMessage(vector.value("refusal"));
      case "verification failed" ->
          assertThat(refusal).isInstanceOf(PreException.VerificationFailed.class);
      case "open failed" -> assertThat(refusal).isInstanceOf(PreException.OpenFailed.class);
      default -> throw new AssertionError("unknown expectation in " + vector);
    }
  }

  private static void perform(VectorFile vector) {
    switch (vector.format()) {
      case "capsule" -> SpecObjects.capsule(vector);
      case "stored-capsule" -> SpecObjects.storedCapsule(vector);
      case "key-fragment" -> SpecObjects.keyFragment(vector);
      case "capsule-fragment" -> SpecObjects.capsuleFragment(vector);
      case "grant-edge" -> SpecObjects.grantEdge(vector);
      case "hop-edge" -> SpecObjects.hopEdge(vector);
      case "possession-proof" -> SpecObjects.possessionProof(vector);
      case "segment-directory" -> SpecObjects.segmentDirectory(vector);
      case "delegation-path" -> SpecReading.delegationPath(vector);
      case "transformed-capsule" -> SpecReading.transformedCapsule(vector);
      case "fragments" -> SpecReading.fragments(vector);
      case "kek" -> SpecReading.kek(vector);
      default -> throw new AssertionError("unknown format of " + vector);
    }
  }
}
