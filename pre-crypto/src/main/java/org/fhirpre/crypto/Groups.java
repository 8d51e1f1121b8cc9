// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.Optional;
import org.fhirpre.crypto.internal.group.BouncyCastle;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.NativeLibrary;
import org.fhirpre.crypto.internal.group.SingleTenant;

/**
 * The providers of this process, each tested before its first use.
 *
 * <p>Public values parse and verify without an {@link Umbral}: they use the {@link #shared} one,
 * chosen once.
 */
final class Groups {
  private static final String PROPERTY = "org.fhirpre.crypto.backend";

  private Groups() {}

  /** A provider, or why there is none; both if the better one was refused. */
  record Choice(Optional<GroupProvider> usable, Optional<String> refusal) {

    private static Choice of(GroupProvider provider) {
      return new Choice(Optional.of(provider), Optional.empty());
    }

    private static Choice refused(String reason) {
      return new Choice(Optional.empty(), Optional.of(reason));
    }

    GroupProvider provider() {
      return usable.orElseThrow(() -> new IllegalStateException(refusal.orElseThrow()));
    }
  }

  private static final class Shared {
    static final Choice CHOICE = byName(System.getProperty(PROPERTY, Backend.AUTO.name()));
  }

  private static final class Java {
    static final Choice CHOICE = choose(new BouncyCastle());
  }

  private static final class Native {
    static final Choice CHOICE = loaded();
  }

  /** What public values are parsed and verified with; always protected. */
  static GroupProvider shared() {
    return Shared.CHOICE.provider();
  }

  static Optional<String> refusal() {
    return Shared.CHOICE.refusal();
  }

  /**
   * @throws IllegalStateException if the backend cannot be used
   */
  static GroupProvider of(CryptoSettings settings) {
    GroupProvider provider =
        settings.backend() == Backend.AUTO ? shared() : byBackend(settings.backend()).provider();
    return switch (settings.secrets()) {
      case PROTECTED -> provider;
      case PLAIN_SINGLE_TENANT -> new SingleTenant(provider);
    };
  }

  private static Choice byName(String name) {
    try {
      return byBackend(Backend.valueOf(name));
    } catch (IllegalArgumentException unknown) {
      return Choice.refused(PROPERTY + " must be AUTO, BOUNCY_CASTLE or LIBSECP256K1");
    }
  }

  static Choice byBackend(Backend backend) {
    return switch (backend) {
      case BOUNCY_CASTLE -> Java.CHOICE;
      case LIBSECP256K1 -> Native.CHOICE;
      case AUTO -> NativeLibrary.isPresent() ? fastest(Native.CHOICE, Java.CHOICE) : Java.CHOICE;
    };
  }

  /** The first if it is usable, otherwise the second with the first's refusal. */
  static Choice fastest(Choice first, Choice second) {
    return first.usable.isPresent() ? first : new Choice(second.usable, first.refusal);
  }

  private static Choice loaded() {
    try {
      return choose(NativeLibrary.load());
    } catch (IllegalStateException e) {
      return Choice.refused("backend libsecp256k1 refused: " + e.getMessage());
    }
  }

  /** Takes the provider if it computes correctly. */
  static Choice choose(GroupProvider provider) {
    return KnownAnswers.givenBy(provider)
        ? Choice.of(provider)
        : Choice.refused("backend " + provider.name() + " refused: its self-test failed");
  }
}
