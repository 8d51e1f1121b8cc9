// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.reference;

import static org.fhirpre.crypto.reference.Curve.G;
import static org.fhirpre.crypto.reference.Curve.b32;
import static org.fhirpre.crypto.reference.Curve.join;
import static org.fhirpre.crypto.reference.Parties.publicKey;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fhirpre.crypto.reference.Curve.Point;
import org.fhirpre.crypto.reference.Layout.Kind;

/** Objects that one party parses and checks: each valid, and with every fault of every field. */
final class ObjectScenarios {
  private static final Point READER = publicKey(Parties.READER);
  private static final byte[] MAC_KEY = Parties.filled(32, 0x22);

  private final Sealed sealed = new Sealed("capsule", Parties.A);
  private final Edge grant = Edge.first("grant", READER);
  private final Edge shared = Edge.first("shared grant", READER).requiring(2);

  List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    addCapsules(all);
    addStoredCapsules(all);
    addKeyFrags(all);
    addCapsuleFrags(all);
    addEdges(all);
    addPossession(all);
    return all;
  }

  private static void add(List<Scenario> all, Scenario valid, Layout layout) {
    all.add(valid);
    all.addAll(layout.faults(valid));
  }

  private void addCapsules(List<Scenario> all) {
    Scenario simple = capsule("simple", sealed.simple());
    add(all, simple, new Layout("capsule").points("E", "V").scalars("s"));
    all.add(simple.altered("sum-is-identity", "verification failed", opposite()));
    add(
        all,
        capsule("messagepack", sealed.messagePack()),
        new Layout("capsule")
            .then(Kind.CONSTANT, 1, "struct")
            .packed(Kind.POINT, 33, "E", "V")
            .packed(Kind.SCALAR, 32, "s"));
  }

  // V = -E satisfies the equation for a suitable s, and would open to nothing.
  private static byte[] opposite() {
    BigInteger r = Parties.fixed("opposite r");
    Point e = G.times(r);
    Point v = e.negated();
    BigInteger h = Hashes.scalar("CAPSULE_POINTS", e.bytes(), v.bytes());
    BigInteger s = r.multiply(h.subtract(BigInteger.ONE)).mod(Curve.N);
    return join(e.bytes(), v.bytes(), b32(s));
  }

  private Scenario capsule(String form, byte[] bytes) {
    return new Scenario("capsule", form, bytes)
        .with("form", form)
        .with("delegator-secret", b32(Parties.A))
        .with("seed", sealed.seed());
  }

  private void addStoredCapsules(List<Scenario> all) {
    Scenario valid =
        new Scenario("stored-capsule", "row", sealed.stored(MAC_KEY))
            .with("mac-key", MAC_KEY)
            .with("segment", Parties.SEGMENT);
    add(
        all,
        valid,
        new Layout("stored capsule").then(Kind.BYTES, 98, "capsule").then(Kind.BYTES, 32, "MAC"));
    all.add(valid.with("other-segment", "verification failed", "segment", Parties.OTHER_SEGMENT));
    all.add(
        valid.with("other-mac-key", "verification failed", "mac-key", Parties.filled(32, 0x23)));
  }

  private Scenario keys(Scenario of) {
    return of.with("verifier", publicKey(Parties.KFRAG_SIGNER).bytes())
        .with("delegator", publicKey(Parties.A).bytes())
        .with("delegatee", READER.bytes());
  }

  // One fault of the inputs each: who signed, who delegates, who receives.
  private static void addOtherKeys(List<Scenario> all, Scenario valid, String... inputs) {
    for (String input : inputs) {
      byte[] stranger = publicKey(Parties.STRANGER).bytes();
      all.add(valid.with("other-" + input, "verification failed", input, stranger));
    }
  }

  private void addKeyFrags(List<Scenario> all) {
    Scenario valid = keys(new Scenario("key-fragment", "both-keys", grant.keyFrag(0)));
    Layout layout =
        new Layout("key fragment")
            .then(Kind.CONSTANT, 1, "struct", "parameters")
            .packed(Kind.CONSTANT, 33, "U")
            .packed(Kind.BYTES, 32, "id")
            .packed(Kind.SCALAR, 32, "rk")
            .packed(Kind.POINT, 33, "X")
            .then(Kind.CONSTANT, 1, "proof")
            .packed(Kind.POINT, 33, "U1")
            .packed(Kind.SIGNATURE, 64, "signature for the proxy", "signature for the receiver")
            .then(Kind.FLAG, 1, "delegator flag", "delegatee flag");
    add(all, valid, layout);
    byte[] foreign = Layout.replaced(valid.payload(), 4, G.bytes());
    all.add(
        valid.altered("foreign-u", "malformed", foreign).with("refusal", "key fragment: bad U"));
    addOtherKeys(all, valid, "verifier", "delegator", "delegatee");
    all.add(keys(new Scenario("key-fragment", "share-of-two", shared.keyFrag(1))));
  }

  private void addCapsuleFrags(List<Scenario> all) {
    byte[] frag = sealed.frag(grant, 0);
    Scenario simple = capsuleFrag("simple", frag);
    add(
        all,
        simple,
        new Layout("capsule fragment")
            .points("E1", "V1")
            .then(Kind.BYTES, 32, "id")
            .points("X", "E2", "V2", "U1", "U2")
            .scalars("z")
            .then(Kind.SIGNATURE, 64, "signature"));
    addOtherKeys(all, simple, "verifier", "delegator", "delegatee");
    byte[] other = new Sealed("other capsule", Parties.A).simple();
    all.add(simple.with("other-capsule", "verification failed", "capsule", other));
    Layout packed =
        new Layout("capsule fragment")
            .then(Kind.CONSTANT, 1, "struct")
            .packed(Kind.POINT, 33, "E1", "V1")
            .packed(Kind.BYTES, 32, "id")
            .packed(Kind.POINT, 33, "X")
            .then(Kind.CONSTANT, 1, "proof")
            .packed(Kind.POINT, 33, "E2", "V2", "U1", "U2")
            .packed(Kind.SCALAR, 32, "z")
            .packed(Kind.SIGNATURE, 64, "signature");
    add(all, capsuleFrag("messagepack", Sealed.packedFrag(frag)), packed);
  }

  private Scenario capsuleFrag(String form, byte[] bytes) {
    Scenario scenario = new Scenario("capsule-fragment", form, bytes).with("form", form);
    return keys(scenario).with("capsule", sealed.simple());
  }

  private void addEdges(List<Scenario> all) {
    Scenario valid =
        new Scenario("grant-edge", "to-reader", grant.grantEdge(0))
            .with("verifier", publicKey(Parties.KFRAG_SIGNER).bytes())
            .with("delegatee", READER.bytes())
            .with("context", grant.context);
    Layout layout =
        new Layout("grant edge")
            .header()
            .then(Kind.BYTES, 32, "context")
            .points("from", "to")
            .then(Kind.BYTES, 32, "nonce")
            .scalars("precursor proof c", "precursor proof z");
    add(all, valid, layout);
    addOtherKeys(all, valid, "verifier", "delegatee");
    addHopEdges(all);
  }

  private void addHopEdges(List<Scenario> all) {
    Edge hop = Edge.hop("hop", Parties.group(1), READER);
    Scenario valid =
        new Scenario("hop-edge", "to-reader", hop.hopEdge(0))
            .with("verifier", publicKey(Parties.HOP_SIGNER).bytes())
            .with("member", READER.bytes())
            .with("context", hop.context);
    Layout layout =
        new Layout("hop edge")
            .header()
            .edge()
            .then(Kind.BYTES, 32, "id")
            .scalars("hk")
            .points("H1")
            .then(Kind.SIGNATURE, 64, "signature");
    add(all, valid, layout);
    addOtherKeys(all, valid, "verifier", "member");
  }

  private static void addPossession(List<Scenario> all) {
    byte[] registration = Parties.registration(Parties.DIRECTORY, Parties.SEGMENT);
    List<String> roles =
        Arrays.asList(
            "delegator",
            "receiving/terminal",
            "receiving/forward",
            "signing/kfrag",
            "signing/hop",
            "signing/directory");
    for (String role : roles) {
      byte[] proof =
          Signing.schnorr(
              "FHIR-PRE/key/v1/possession/" + role,
              registration,
              Parties.A,
              Parties.fixed("possession " + role));
      Scenario valid =
          new Scenario("possession-proof", role.replace('/', '-'), proof)
              .with("role", role)
              .with("key", publicKey(Parties.A).bytes())
              .with("directory", Parties.DIRECTORY)
              .with("segment", Parties.SEGMENT);
      all.add(valid);
      if (role.equals("delegator")) {
        all.addAll(new Layout("possession proof").scalars("proof c", "proof z").faults(valid));
        addOtherKeys(all, valid, "key");
        all.add(
            valid.with("other-segment", "verification failed", "segment", Parties.OTHER_SEGMENT));
      }
      String next = roles.get((roles.indexOf(role) + 1) % roles.size());
      all.add(valid.altered("other-role", "verification failed", proof).with("role", next));
    }
  }
}
