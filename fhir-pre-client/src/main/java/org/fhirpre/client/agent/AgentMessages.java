// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.agent;

import java.util.List;

/**
 * The bodies of the protocol. Bytes are base64url without padding, times are seconds since 1970 in
 * UTC.
 */
final class AgentMessages {
  private AgentMessages() {}

  record PatientRequest(String patient, String server, long time) {}

  record PatientAnswer(String patient, String directory, String kfragKey, String possession) {}

  record SegmentsRequest(String patient, List<SegmentRequest> segments) {}

  record SegmentRequest(String segment, String facet, String group, String epoch) {}

  record SegmentsAnswer(List<SegmentAnswer> segments) {}

  record SegmentAnswer(String segment, String key, String possession) {}

  record GrantsRequest(String patient, List<GrantRequest> entries) {}

  record GrantRequest(
      String entry,
      String consent,
      String version,
      String segment,
      String delegatee,
      int maxDepth,
      long notBefore,
      long notAfter) {}

  record GrantsAnswer(List<GrantAnswer> grants) {}

  record GrantAnswer(String entry, String fragment) {}

  record Health(String status) {}

  record Failure(String error) {}
}
