// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

/** Where our hooks stand among a host's: validation sees the resource first, the net comes last. */
public final class HookOrder {
  /** Refusals that need nothing but the request. */
  public static final int GUARD = -100;

  /** Sealing, after everything that looks at or changes what was submitted. */
  public static final int SEAL = 900;

  /** Re-encryption of a page. */
  public static final int SHOW = 900;

  /** The last look at an answer. */
  public static final int NET = 1000;

  private HookOrder() {}
}
