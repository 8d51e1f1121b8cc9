// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.group;

/**
 * Finds {@link Libsecp256k1} if it is there.
 *
 * <p>A class of its own: without the jars {@link Libsecp256k1} itself cannot be loaded.
 */
public final class NativeLibrary {
  private static final String ENTRY = "fr.acinq.secp256k1.Secp256k1";

  private NativeLibrary() {}

  /** Whether the jars are on the class path; the native part may still not load. */
  public static boolean isPresent() {
    try {
      Class.forName(ENTRY, false, NativeLibrary.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }

  /**
   * @throws IllegalStateException if the jars are absent or the native part does not load; one line
   */
  public static GroupProvider load() {
    if (!isPresent()) {
      throw new IllegalStateException("its jars are not on the class path");
    }
    try {
      return new Libsecp256k1(fr.acinq.secp256k1.Secp256k1.get());
    } catch (LinkageError | RuntimeException e) {
      throw new IllegalStateException("its native part does not load, " + firstLine(root(e)), e);
    }
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String firstLine(Throwable cause) {
    return cause.toString().lines().findFirst().orElseThrow();
  }
}
