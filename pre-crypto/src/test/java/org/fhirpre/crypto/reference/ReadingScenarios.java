// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.reference;

import static org.fhirpre.crypto.reference.Curve.b32;
import static org.fhirpre.crypto.reference.Curve.join;
import static org.fhirpre.crypto.reference.Parties.publicKey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.fhirpre.crypto.reference.Curve.Point;
import org.fhirpre.crypto.reference.Layout.Kind;

/** What a reader does: check a path, unwind it, open with one answer or with several. */
final class ReadingScenarios {
  private static final byte[] SALT = Parties.filled(16, 0x99);
  private static final Point READER = publicKey(Parties.READER);
  private static final int HOP_OFFSET = 202;

  private final Sealed sealed = new Sealed("capsule", Parties.A);
  private final Edge grant = Edge.first("grant", READER);
  private final Edge toGroup = Edge.first("grant to group", publicKey(Parties.group(1)));
  private final Edge hop = Edge.hop("hop", Parties.group(1), READER);

  List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    addPaths(all);
    addPathRules(all);
    addDeepPaths(all);
    addCompact(all);
    addFragments(all);
    addKeks(all);
    return all;
  }

  private static Scenario path(String name, Edge source, byte[]... hops) {
    return new Scenario("delegation-path", name, source.path(hops))
        .with("reader-secret", b32(Parties.READER))
        .with("hop-verifier", publicKey(Parties.HOP_SIGNER).bytes())
        .with("d", b32(source.factor()));
  }

  private void addPaths(List<Scenario> all) {
    Scenario direct = path("direct", grant);
    all.add(direct);
    Layout source = new Layout("delegation path").skip(4).header().edge();
    all.addAll(source.fieldFaults(direct));
    Scenario plain = path("plain-hop", toGroup, hop.plainHop(toGroup));
    all.add(plain);
    Layout plainLayout = new Layout("delegation path").skip(HOP_OFFSET).header().edge();
    all.addAll(plainLayout.fieldFaults(plain));
    Scenario proven = path("proven-hop", toGroup, hop.provenHop(toGroup, 0));
    all.add(proven);
    Layout share =
        new Layout("delegation path")
            .skip(HOP_OFFSET + 199)
            .then(Kind.BYTES, 32, "id")
            .points("Y", "H1")
            .scalars("proof c", "proof z")
            .then(Kind.SIGNATURE, 64, "signature");
    all.addAll(share.fieldFaults(proven));
    addCounts(all, direct, proven);
  }

  private static void addCounts(List<Scenario> all, Scenario direct, Scenario proven) {
    for (int count : new int[] {0, 5}) {
      all.add(malformed(direct, "of-" + count + "-edges", 3, count, "count of edges"));
    }
    for (int count : new int[] {0, 17}) {
      int offset = HOP_OFFSET + 198;
      all.add(malformed(proven, "of-" + count + "-shares", offset, count, "count of shares"));
    }
    byte[] bytes = direct.payload();
    all.add(
        direct
            .altered("trailing-byte", "malformed", Arrays.copyOf(bytes, bytes.length + 1))
            .with("refusal", "delegation path: bad length"));
    all.add(
        direct
            .altered("truncated", "malformed", Arrays.copyOf(bytes, bytes.length - 1))
            .with("refusal", "delegation path: bad precursor proof z"));
  }

  private static Scenario malformed(
      Scenario valid, String change, int offset, int value, String field) {
    byte[] changed = Layout.replaced(valid.payload(), offset, new byte[] {(byte) value});
    return valid
        .altered(change, "malformed", changed)
        .with("refusal", "delegation path: bad " + field);
  }

  private void addPathRules(List<Scenario> all) {
    String refused = "verification failed";
    Scenario plain = path("rules", toGroup, hop.plainHop(toGroup));
    all.add(plain.with("other-reader", refused, "reader-secret", b32(Parties.STRANGER)));
    all.add(plain.altered("gap", refused, grant.path(hop.plainHop(toGroup))));
    all.add(
        plain.altered(
            "hop-twice", refused, toGroup.path(hop.plainHop(toGroup), hop.plainHop(toGroup))));
    Edge there = Edge.hop("there", Parties.group(1), publicKey(Parties.group(2)));
    Edge back = Edge.hop("back", Parties.group(2), publicKey(Parties.group(1)));
    all.add(
        plain.altered(
            "cycle",
            refused,
            toGroup.path(there.plainHop(toGroup), back.plainHop(there), hop.plainHop(back))));
    Scenario proven = path("rules-proven", toGroup, hop.provenHop(toGroup, 0));
    all.add(
        proven.with(
            "other-verifier", refused, "hop-verifier", publicKey(Parties.STRANGER).bytes()));
    all.add(
        proven.altered("unknown-forwarder", refused, proven.payload()).with("hop-verifier", ""));
    all.add(proven.altered("other-precursor", refused, toGroup.path(hop.provenHop(grant, 0))));
    all.add(proven.altered("share-twice", refused, toGroup.path(hop.provenHop(toGroup, 0, 0))));
  }

  private static void addDeepPaths(List<Scenario> all) {
    for (int threshold = 1; threshold <= 2; threshold++) {
      Edge source = Edge.first("deep grant", publicKey(Parties.group(1)));
      Edge previous = source;
      byte[][] hops = new byte[3][];
      for (int i = 0; i < hops.length; i++) {
        Point to = i < 2 ? publicKey(Parties.group(i + 2)) : READER;
        Edge next = Edge.hop("deep hop " + i, Parties.group(i + 1), to).requiring(threshold);
        hops[i] = threshold == 1 ? next.plainHop(previous) : next.provenHop(previous, 2, 0, 5);
        previous = next;
      }
      all.add(path("four-edges-threshold-" + threshold, source, hops));
    }
  }

  private void addCompact(List<Scenario> all) {
    byte[] commitment = Sealed.commitment(sealed.share(Parties.SEGMENT), SALT);
    Scenario valid =
        new Scenario("transformed-capsule", "opens", sealed.transformed(grant))
            .with("reader-secret", b32(Parties.READER))
            .with("path", grant.path())
            .with("segment", Parties.SEGMENT)
            .with("salt", SALT)
            .with("commitment", commitment);
    all.add(valid);
    for (Scenario fault : new Layout("transformed capsule").points("point").faults(valid)) {
      all.add(fault.path().endsWith("point-other.txt") ? closed(valid, fault) : fault);
    }
    all.add(valid.with("other-segment", "open failed", "segment", Parties.OTHER_SEGMENT));
    all.add(valid.with("other-salt", "open failed", "salt", Parties.filled(16, 0x98)));
    byte[] chain = toGroup.path(hop.plainHop(toGroup));
    Scenario hopped = valid.altered("over-group", "success", sealed.transformed(toGroup));
    all.add(hopped.with("path", chain));
    byte[] lie = Layout.replaced(chain, chain.length - 33, hop.precursor.bytes());
    all.add(hopped.with("wrong-hop", "open failed", "path", lie));
  }

  // Another point is as well-formed as the right one: only the commitment tells.
  private static Scenario closed(Scenario valid, Scenario other) {
    return valid.altered("point-other", "open failed", other.payload());
  }

  private void addFragments(List<Scenario> all) {
    Edge shared = Edge.first("shared grant", READER).requiring(2);
    byte[] first = sealed.frag(shared, 0);
    byte[] third = sealed.frag(shared, 2);
    Scenario valid =
        new Scenario("fragments", "two-of-three", join(third, first))
            .with("capsule", sealed.simple())
            .with("verifier", publicKey(Parties.KFRAG_SIGNER).bytes())
            .with("delegator", publicKey(Parties.A).bytes())
            .with("reader-secret", b32(Parties.READER))
            .with("path", shared.path())
            .with("seed", sealed.seed());
    all.add(valid);
    byte[] second = sealed.frag(shared, 1);
    all.add(valid.altered("all-three", "success", join(first, second, third)));
    all.add(valid.altered("none", "open failed", new byte[0]));
    all.add(valid.altered("too-few", "open failed", first));
    all.add(valid.altered("one-twice", "open failed", join(first, first)));
    byte[] foreign = sealed.frag(Edge.first("foreign grant", READER).requiring(2), 1);
    all.add(valid.altered("of-two-delegations", "open failed", join(first, foreign)));
  }

  private void addKeks(List<Scenario> all) {
    Sealed other = new Sealed("other capsule", Parties.OTHER_A);
    byte[] one = sealed.share(Parties.SEGMENT);
    byte[] two = other.share(Parties.OTHER_SEGMENT);
    byte[] kek = new byte[32];
    for (int i = 0; i < kek.length; i++) {
      kek[i] = (byte) (one[i] ^ two[i]);
    }
    byte[] info =
        join(Hashes.utf8("fhir-pre/v1/cek"), Hashes.field("Observation"), Hashes.field("o1"));
    String first = opened(Parties.SEGMENT, sealed);
    String second = opened(Parties.OTHER_SEGMENT, other);
    Scenario valid =
        new Scenario("kek", "two-shares", Sealed.commitment(kek, SALT))
            .with("shares", first + " " + second)
            .with("salt", SALT)
            .with("type", "Observation")
            .with("id", "o1")
            .with("content-key", Hashes.hkdf(kek, SALT, info, 32));
    all.add(valid);
    all.add(
        valid.altered("reversed", "success", valid.payload()).with("shares", second + " " + first));
    all.add(valid.altered("one-missing", "open failed", valid.payload()).with("shares", first));
    all.add(
        valid
            .altered("one-twice", "open failed", valid.payload())
            .with("shares", first + " " + first));
    all.add(valid.with("other-salt", "open failed", "salt", Parties.filled(16, 0x98)));
    all.add(valid.altered("other-commitment", "open failed", new byte[32]));
  }

  private static String opened(byte[] segment, Sealed capsule) {
    HexFormat hex = HexFormat.of();
    return hex.formatHex(segment) + ":" + hex.formatHex(capsule.seed());
  }
}
