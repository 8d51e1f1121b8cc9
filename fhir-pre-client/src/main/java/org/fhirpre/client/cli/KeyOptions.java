// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.OpeningKeys;
import org.fhirpre.client.keystore.Keystore;
import org.fhirpre.client.keystore.PatientEntry;
import org.fhirpre.client.keystore.ReaderEntry;
import org.fhirpre.crypto.TerminalSecretKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose keys a command uses. */
final class KeyOptions {
  @Option(
      names = "--key",
      paramLabel = "KEYSTORE",
      description = "Keystore with the keys to open with.")
  private @Nullable Path keystore;

  @Option(
      names = "--patient",
      paramLabel = "Patient/ID",
      description = "Open the owner's view with this patient's keys (an agent's keystore).")
  private @Nullable String patient;

  @Mixin private final PassphraseOption passphrase = new PassphraseOption();

  boolean isGiven() {
    return keystore != null;
  }

  Path file() {
    if (keystore == null) {
      throw new ClientException.Misuse("--key is missing");
    }
    return keystore;
  }

  /** A snapshot for reading; the caller closes it. */
  Keystore read(Terminal terminal) {
    return passphrase.apply(terminal, secret -> Keystore.read(file(), secret));
  }

  /** For additions; the caller closes it. */
  Keystore open(Terminal terminal) {
    return passphrase.apply(terminal, secret -> Keystore.open(file(), secret, new SecureRandom()));
  }

  Keystore create(Terminal terminal) {
    return passphrase.applyNew(
        terminal, secret -> Keystore.create(file(), secret, new SecureRandom()));
  }

  /**
   * The keys of one patient.
   *
   * @throws ClientException.Misuse if they are not there
   */
  PatientEntry patientOf(Keystore opened, String reference) {
    return opened
        .patient(reference)
        .orElseThrow(
            () -> new ClientException.Misuse("the keystore holds no keys of " + reference));
  }

  /** The keys of the reader, or of the patient named by the options. */
  OpeningKeys openingKeys(Keystore opened) {
    if (patient != null) {
      return ownerKeys(opened, patient);
    }
    List<TerminalSecretKey> keys = opened.readers().stream().map(ReaderEntry::key).toList();
    if (keys.isEmpty()) {
      throw new ClientException.Misuse(
          "the keystore holds no reader's key; for a patient's keys name the --patient");
    }
    return OpeningKeys.ofReader(keys);
  }

  private OpeningKeys ownerKeys(Keystore opened, String reference) {
    PatientEntry owner = patientOf(opened, reference);
    return OpeningKeys.ofOwner(segment -> owner.label(segment).map(owner.keys()::segment));
  }
}
