// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.fhirpre.client.held.PublicJwk;
import org.fhirpre.client.json.StrictJson;
import org.fhirpre.client.keystore.PatientEntry;
import org.fhirpre.client.keystore.ReaderEntry;

/** Prints the public side of what a keystore holds. */
final class KeyPrinter {
  private static final String ROW = "%-8s %-17s %s%n";

  private final PrintWriter out;
  private final OutputOptions.Format format;

  KeyPrinter(Terminal terminal, OutputOptions output) {
    this.out = terminal.out();
    this.format = output.format();
  }

  record Reader(
      String kind,
      String keyId,
      String name,
      PublicJwk jwk,
      List<ReaderEntry.Registration> registrations) {}

  record Patient(String kind, String keyId, String patient, int segments) {}

  void print(ReaderEntry entry) {
    String keyId = entry.key().publicKey().id().toString();
    if (format == OutputOptions.Format.TABLE) {
      List<String> subjects =
          entry.registrations().stream().map(ReaderEntry.Registration::subject).toList();
      out.printf(ROW, "reader", keyId, entry.name() + " " + String.join(" ", subjects));
    } else {
      PublicJwk jwk = PublicJwk.of(entry.key().publicKey());
      out.println(text(new Reader("reader", keyId, entry.name(), jwk, entry.registrations())));
    }
    out.flush();
  }

  void print(PatientEntry entry) {
    String keyId;
    try (var signer = entry.keys().keyFragSigner()) {
      keyId = signer.verifyingKey().id().toString();
    }
    int segments = entry.segments().size();
    if (format == OutputOptions.Format.TABLE) {
      out.printf(ROW, "patient", keyId, entry.patient() + " segments=" + segments);
    } else {
      out.println(text(new Patient("patient", keyId, entry.patient(), segments)));
    }
    out.flush();
  }

  private static String text(Object value) {
    return new String(StrictJson.write(value), StandardCharsets.UTF_8);
  }
}
