// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.fhirpre.crypto.DirectoryVerifyingKey;
import org.fhirpre.crypto.GrantVerifyingKey;
import org.fhirpre.crypto.KeyFragVerifyingKey;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.PreException;
import org.fhirpre.crypto.PublicKey;
import org.fhirpre.crypto.SegmentDirectory;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.jspecify.annotations.Nullable;

/**
 * What the client of a patient who holds her keys herself sends, parsed and not yet believed.
 *
 * @param keys empty in later editions
 */
record HeldSubmission(Optional<HeldEnrolment.SigningKeys> keys, SegmentDirectory directory) {
  private static final String KEY_FRAG = "signing/kfrag";
  private static final String GRANT = "signing/grant";
  private static final String DIRECTORY = "signing/directory";

  static HeldSubmission of(
      @Nullable InstantType time,
      @Nullable List<ParametersParameterComponent> keys,
      Base64BinaryType edition) {
    try {
      SegmentDirectory directory = SegmentDirectory.fromBytes(bytes(edition));
      return new HeldSubmission(signingKeys(time, keys == null ? List.of() : keys), directory);
    } catch (PreException.MalformedEncoding malformed) {
      throw malformed(Optional.ofNullable(malformed.getMessage()).orElse("malformed"));
    } catch (IllegalArgumentException malformed) {
      throw malformed("proof: not base64url");
    }
  }

  private static byte[] bytes(Base64BinaryType edition) {
    byte[] value = edition.getValue();
    return value == null ? new byte[0] : value;
  }

  private static Optional<HeldEnrolment.SigningKeys> signingKeys(
      @Nullable InstantType time, List<ParametersParameterComponent> keys) {
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    if (time == null || time.getValue() == null) {
      throw malformed("The parameter time is missing");
    }
    Map<String, ParametersParameterComponent> byRole = new HashMap<>();
    keys.forEach(key -> byRole.put(PartValues.text(key, "role"), key));
    Instant at = time.getValue().toInstant().truncatedTo(ChronoUnit.SECONDS);
    return Optional.of(
        new HeldEnrolment.SigningKeys(
            proven(byRole, KEY_FRAG, KeyFragVerifyingKey::fromAffine),
            proven(byRole, GRANT, GrantVerifyingKey::fromAffine),
            proven(byRole, DIRECTORY, DirectoryVerifyingKey::fromAffine),
            at));
  }

  private static <K extends PublicKey> HeldEnrolment.Proven<K> proven(
      Map<String, ParametersParameterComponent> byRole,
      String role,
      BiFunction<byte[], byte[], K> key) {
    ParametersParameterComponent part = byRole.get(role);
    if (part == null) {
      throw malformed("There is no key of the role " + role);
    }
    byte[] proof = Base64.getUrlDecoder().decode(PartValues.text(part, "proof"));
    return new HeldEnrolment.Proven<>(
        ReceivingJwk.parse(PartValues.text(part, "key"), key), PossessionProof.fromBytes(proof));
  }

  private static RuntimeException malformed(String text) {
    return FhirErrors.badRequest("malformed-encoding", text);
  }
}
