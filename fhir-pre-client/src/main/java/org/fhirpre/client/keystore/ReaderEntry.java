// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.keystore;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.fhirpre.crypto.PractitionerKeys;
import org.fhirpre.crypto.RootSeed;
import org.fhirpre.crypto.TerminalSecretKey;

/** The receiving keys of one person, organisation or device; thread-safe. */
public final class ReaderEntry implements AutoCloseable {
  private final String name;
  private final RootSeed seed;
  private final TerminalSecretKey key;
  private final List<Registration> registrations = new CopyOnWriteArrayList<>();

  ReaderEntry(String name, RootSeed seed) {
    this.name = name;
    this.seed = seed;
    try (PractitionerKeys keys = PractitionerKeys.of(seed)) {
      this.key = keys.terminal(0);
    }
  }

  /** That the key was registered for a subject at a server. */
  public record Registration(String subject, String server) {}

  /** What the person called it when it was made; may be empty. */
  public String name() {
    return name;
  }

  /** The receiving key in use; closed with the keystore. */
  public TerminalSecretKey key() {
    return key;
  }

  public List<Registration> registrations() {
    return List.copyOf(registrations);
  }

  void add(Registration registration) {
    registrations.add(registration);
  }

  @Override
  public void close() {
    key.close();
    seed.close();
  }
}
