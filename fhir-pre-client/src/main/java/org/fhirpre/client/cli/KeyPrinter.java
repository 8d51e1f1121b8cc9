// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.fhirpre.client.json.StrictJson;
import org.fhirpre.client.keystore.PatientEntry;
import org.fhirpre.client.keystore.ReaderEntry;
import org.fhirpre.crypto.PublicKey;

/** Prints the public side of what a keystore holds. */
final class KeyPrinter {
  private static final String ROW = "%-8s %-17s %s%n";

  private final PrintWriter out;
  private final OutputOptions.Format format;

  KeyPrinter(Terminal terminal, OutputOptions output) {
    this.out = terminal.out();
    this.format = output.format();
  }

  /** A public key of secp256k1 as RFC 8812 writes it. */
  record Jwk(String kty, String crv, String x, String y) {
    static Jwk of(PublicKey key) {
      return new Jwk("EC", "secp256k1", encoded(key.x()), encoded(key.y()));
    }

    private static String encoded(byte[] bytes) {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    String toJson() {
      return text(this);
    }
  }

  record Reader(
      String kind,
      String keyId,
      String name,
      Jwk jwk,
      List<ReaderEntry.Registration> registrations) {}

  record Patient(String kind, String keyId, String patient, int segments) {}

  void print(ReaderEntry entry) {
    String keyId = entry.key().publicKey().id().toString();
    if (format == OutputOptions.Format.TABLE) {
      List<String> subjects =
          entry.registrations().stream().map(ReaderEntry.Registration::subject).toList();
      out.printf(ROW, "reader", keyId, entry.name() + " " + String.join(" ", subjects));
    } else {
      Jwk jwk = Jwk.of(entry.key().publicKey());
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
