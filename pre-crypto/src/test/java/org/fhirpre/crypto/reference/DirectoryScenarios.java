// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.reference;

import static org.fhirpre.crypto.reference.Curve.join;
import static org.fhirpre.crypto.reference.Parties.OTHER_SEGMENT;
import static org.fhirpre.crypto.reference.Parties.SEGMENT;
import static org.fhirpre.crypto.reference.Parties.publicKey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Editions of a directory. */
final class DirectoryScenarios {

  private static Directory clinical() {
    return new Directory().entry(SEGMENT, "NORMAL", "clinical", Parties.A);
  }

  private static Directory both() {
    return clinical().entry(OTHER_SEGMENT, "PSY", "documents", Parties.OTHER_A);
  }

  private static Scenario directory(String name, Directory directory) {
    return new Scenario("segment-directory", name, directory.signed())
        .with("pinned", publicKey(Parties.DIRECTORY_SIGNER).bytes())
        .with("directory", Parties.DIRECTORY);
  }

  List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    Scenario valid = directory("two-entries", both());
    all.add(valid);
    all.add(directory("empty", new Directory()));
    addEditions(all);
    addMalformed(all, valid);
    addMalformedEntries(all, valid);
    byte[] stranger = publicKey(Parties.STRANGER).bytes();
    all.add(valid.with("other-signer", "verification failed", "pinned", stranger));
    byte[] proof = Arrays.copyOfRange(both().signed(), 134 + 20 + 10 + 12 + 8 + 37 + 4, 134 + 155);
    Directory substituted =
        new Directory()
            .raw(
                SEGMENT,
                Hashes.utf8("NORMAL"),
                "clinical",
                join(publicKey(Parties.OTHER_A).bytes(), proof));
    all.add(valid.altered("substituted-key", "verification failed", substituted.signed()));
    return all;
  }

  private static void addEditions(List<Scenario> all) {
    Directory first = clinical();
    byte[] previous = first.signed();
    Scenario second =
        directory("second-edition", both().sequence(2).after(first.body()))
            .with("previous", previous);
    all.add(second);
    String refused = "verification failed";
    all.add(second.altered("other-past", refused, both().sequence(2).after(new byte[1]).signed()));
    all.add(second.altered("sequence-repeated", refused, both().after(first.body()).signed()));
    all.add(second.altered("no-past", refused, both().sequence(2).signed()));
  }

  private static void addMalformed(List<Scenario> all, Scenario valid) {
    byte[] bytes = valid.payload();
    malformed(all, valid, "trailing-byte", "length", Arrays.copyOf(bytes, bytes.length + 1));
    malformed(all, valid, "truncated", "signature", Arrays.copyOf(bytes, bytes.length - 1));
    malformed(all, valid, "unknown-version", "tag", both().tag("FHIR-PRE/directory/v2").signed());
    malformed(all, valid, "unknown-suite", "suite", Layout.replaced(bytes, 29, new byte[] {0x55}));
    malformed(all, valid, "sequence-zero", "sequence", both().sequence(0).signed());
    malformed(all, valid, "sequence-negative", "sequence", both().sequence(-1).signed());
    malformed(all, valid, "count-too-small", "length", Layout.replaced(bytes, 133, new byte[] {1}));
    malformed(
        all, valid, "count-too-large", "segment id", Layout.replaced(bytes, 133, new byte[] {3}));
  }

  private static void addMalformedEntries(List<Scenario> all, Scenario valid) {
    Directory order =
        new Directory()
            .entry(OTHER_SEGMENT, "PSY", "documents", Parties.OTHER_A)
            .entry(SEGMENT, "NORMAL", "clinical", Parties.A);
    malformed(all, valid, "unsorted", "order", order.signed());
    Directory label = clinical().entry(OTHER_SEGMENT, "NORMAL", "clinical", Parties.OTHER_A);
    malformed(all, valid, "label-twice", "order", label.signed());
    String twice = "entries, an id or key twice";
    Directory id = clinical().entry(SEGMENT, "PSY", "documents", Parties.OTHER_A);
    malformed(all, valid, "id-twice", twice, id.signed());
    Directory key = clinical().entry(OTHER_SEGMENT, "PSY", "documents", Parties.A);
    malformed(all, valid, "key-twice", twice, key.signed());
    Directory group = new Directory().entry(SEGMENT, "NORMAL", "clinics", Parties.A);
    malformed(all, valid, "unknown-group", "label", group.signed());
    Directory facet = new Directory().entry(SEGMENT, "normal", "clinical", Parties.A);
    malformed(all, valid, "no-facet", "label", facet.signed());
    byte[] keyAndProof = join(publicKey(Parties.A).bytes(), new byte[64]);
    Directory text =
        new Directory().raw(SEGMENT, new byte[] {(byte) 0xff}, "clinical", keyAndProof);
    malformed(all, valid, "no-text", "facet", text.signed());
  }

  private static void malformed(
      List<Scenario> all, Scenario valid, String change, String field, byte[] bytes) {
    all.add(valid.altered(change, "malformed", bytes).with("refusal", "directory: bad " + field));
  }
}
