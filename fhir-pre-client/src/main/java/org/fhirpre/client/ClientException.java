// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

/**
 * A failure that the caller of the client can tell apart and report, as opposed to a bug.
 *
 * <p>Messages are one line, written for the person at the keyboard; they never hold key bytes,
 * tokens, passphrases or the content of a resource.
 */
public abstract sealed class ClientException extends RuntimeException {

  /** What happened, independent of the wording; the command line maps it to its exit status. */
  public enum Code {
    REFUSED,
    MISUSE,
    NOT_OPENED,
    KEYSTORE_REFUSED,
    UNREACHABLE
  }

  private final Code code;

  private ClientException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public final Code code() {
    return code;
  }

  /**
   * A sealed resource could not be opened. There is one message and no cause for every reason: a
   * malicious server learns nothing from the difference.
   */
  public static final class NotOpened extends ClientException {
    public NotOpened() {
      super(Code.NOT_OPENED, "the sealed resource could not be opened or verified");
    }
  }

  /**
   * What the server claims is not confirmed by what the client knows itself; nothing was signed.
   */
  public static final class NotVerified extends ClientException {
    public NotVerified(String message) {
      super(Code.NOT_OPENED, message);
    }
  }

  /** The keystore cannot be used: wrong passphrase, damaged, locked or readable by others. */
  public static final class KeystoreRefused extends ClientException {
    public KeystoreRefused(String message) {
      super(Code.KEYSTORE_REFUSED, message);
    }
  }

  /** The server answered and said no. */
  public static final class Refused extends ClientException {
    private final int status;

    public Refused(int status, String message) {
      super(Code.REFUSED, message);
      this.status = status;
    }

    /** The HTTP status of the answer. */
    public int status() {
      return status;
    }
  }

  /** No usable answer: network, time-out, a 5xx status, or something that is not FHIR. */
  public static final class Unreachable extends ClientException {
    public Unreachable(String message) {
      super(Code.UNREACHABLE, message);
    }
  }

  /** The request makes no sense as given; nothing was sent or changed. */
  public static final class Misuse extends ClientException {
    public Misuse(String message) {
      super(Code.MISUSE, message);
    }
  }
}
