// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.agent;

/** An answer of the agent other than 200, with its stable code. */
final class AgentRefusal extends RuntimeException {
  private final int status;

  private AgentRefusal(int status, String code) {
    super(code);
    this.status = status;
  }

  int status() {
    return status;
  }

  String code() {
    return getMessage() == null ? "internal" : getMessage();
  }

  static AgentRefusal malformed() {
    return new AgentRefusal(400, "malformed");
  }

  static AgentRefusal unauthorized() {
    return new AgentRefusal(401, "unauthorized");
  }

  static AgentRefusal noSuchCall() {
    return new AgentRefusal(404, "unknown-call");
  }

  static AgentRefusal unknownPatient() {
    return new AgentRefusal(404, "unknown-patient");
  }

  static AgentRefusal wrongMethod() {
    return new AgentRefusal(405, "wrong-method");
  }

  static AgentRefusal segmentConflict() {
    return new AgentRefusal(409, "segment-conflict");
  }

  static AgentRefusal tooLarge() {
    return new AgentRefusal(413, "too-large");
  }

  static AgentRefusal unknownSegment() {
    return new AgentRefusal(422, "unknown-segment");
  }

  static AgentRefusal refusedEntry() {
    return new AgentRefusal(422, "refused-entry");
  }

  static AgentRefusal storeUnavailable() {
    return new AgentRefusal(503, "store-unavailable");
  }
}
