// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fhirpre.crypto.Digest;
import org.fhirpre.crypto.GrantEdge;
import org.fhirpre.crypto.GrantSignature;
import org.fhirpre.crypto.PreException;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.keys.PartValues;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** Parses the parameters of {@code $upload-grants}; answers 400 for what is not well-formed. */
final class UploadReader {
  private static final int MAX_GRANTS = 1_000;
  private static final int MAX_REASON = 1_000;

  private UploadReader() {}

  static GrantUploads.Upload read(
      @Nullable StringType planId,
      @Nullable Base64BinaryType digest,
      List<ParametersParameterComponent> grants,
      List<ParametersParameterComponent> refused) {
    byte[] claimed = digest == null ? null : digest.getValue();
    if (planId == null || planId.getValue() == null || claimed == null) {
      throw malformed("planId and digest are required");
    }
    if (claimed.length != Digest.BYTES) {
      throw malformed("digest: bad length");
    }
    if (grants.size() + refused.size() > MAX_GRANTS) {
      throw FhirErrors.limitExceeded("An upload answers at most " + MAX_GRANTS + " entries");
    }
    Map<String, String> declined = new HashMap<>();
    refused.forEach(part -> declined.put(PartValues.text(part, "entry"), reason(part)));
    return new GrantUploads.Upload(
        planId.getValue(),
        Digest.of(claimed),
        grants.stream().map(UploadReader::grant).toList(),
        declined);
  }

  private static String reason(ParametersParameterComponent part) {
    String reason = PartValues.find(part, "reason").orElse("").strip();
    if (reason.length() > MAX_REASON) {
      throw malformed("A reason has at most " + MAX_REASON + " characters");
    }
    return reason;
  }

  private static GrantUploads.Uploaded grant(ParametersParameterComponent part) {
    List<byte[]> signatures = PartValues.bytes(part, "signature");
    List<byte[]> fragments = PartValues.bytes(part, "fragment");
    if (signatures.size() != 1 || fragments.isEmpty()) {
      throw malformed("A grant has fragments and one signature");
    }
    try {
      return new GrantUploads.Uploaded(
          PartValues.text(part, "entry"),
          fragments.stream().map(GrantEdge::fromBytes).toList(),
          GrantSignature.fromBytes(signatures.get(0)));
    } catch (PreException.MalformedEncoding malformed) {
      throw malformed(Optional.ofNullable(malformed.getMessage()).orElse("malformed"));
    }
  }

  private static RuntimeException malformed(String text) {
    return FhirErrors.badRequest("malformed-encoding", text);
  }
}
