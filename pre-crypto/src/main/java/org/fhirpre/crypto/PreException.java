// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

/**
 * A failure the caller can tell apart and report, as opposed to a bug.
 *
 * <p>Messages are written for operators and may reach clients: they name a field or a length, never
 * key bytes, plaintext or resource content.
 */
public abstract sealed class PreException extends RuntimeException {

  /** Stable identifiers; they appear in logs, metrics, OperationOutcomes and {@code ERRORS.md}. */
  public enum Code {
    MALFORMED_ENCODING,
    VERIFICATION_FAILED,
    OPEN_FAILED
  }

  private final Code code;

  private PreException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public final Code code() {
    return code;
  }

  /** The bytes do not follow the specified layout. Nothing was checked cryptographically. */
  public static final class MalformedEncoding extends PreException {
    public MalformedEncoding(String message) {
      super(Code.MALFORMED_ENCODING, message);
    }
  }

  /** Well-formed, but a signature, a proof, an authentication code or a rule does not hold. */
  public static final class VerificationFailed extends PreException {
    public VerificationFailed() {
      super(Code.VERIFICATION_FAILED, "verification failed");
    }
  }

  /** It does not open. One message and no cause, whatever the reason. */
  public static final class OpenFailed extends PreException {
    public OpenFailed() {
      super(Code.OPEN_FAILED, "cannot be opened");
    }
  }
}
