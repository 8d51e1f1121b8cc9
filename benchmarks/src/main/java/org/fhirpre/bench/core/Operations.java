// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.core;

import java.util.List;
import org.fhirpre.crypto.Capsule;
import org.fhirpre.crypto.CapsuleFrag;
import org.fhirpre.crypto.DelegationSecret;
import org.fhirpre.crypto.FragmentKeys;
import org.fhirpre.crypto.GrantEdge;
import org.fhirpre.crypto.GrantTerms;
import org.fhirpre.crypto.KeySeed;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.ReencryptedCapsule;
import org.fhirpre.crypto.Reencryption;
import org.fhirpre.crypto.RegistrationContext;
import org.fhirpre.crypto.SealedKey;
import org.fhirpre.crypto.StorageMacKey;
import org.fhirpre.crypto.StoredCapsule;
import org.fhirpre.crypto.TerminalSecretKey;
import org.fhirpre.crypto.VerifiedCapsule;
import org.fhirpre.crypto.VerifiedCapsuleFrag;
import org.fhirpre.crypto.VerifiedDelegationPath;
import org.fhirpre.crypto.VerifiedGrant;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One patient, one segment, one grantee: each step of the way of a key, on parsed objects. */
@State(Scope.Benchmark)
public class Operations {
  private static final int PAGE = 200;

  private final Reading reading = new Reading();
  private final GroupProvider group = Variant.groupOfThisProcess();
  private final GrantTerms terms = reading.terms(reading.reader.publicKey());
  private final GrantEdge edge = delegate().get(0);
  private final VerifiedGrant grant = grantVerify();
  private final VerifiedDelegationPath path = grant.path().verify(reading.reader.publicKey());
  private final VerifiedCapsule capsule = reading.capsule();
  private final Capsule parsed = Capsule.fromSimple(capsule.toSimple());
  private final List<Reencryption> page =
      java.util.Collections.nCopies(PAGE, new Reencryption(capsule, grant.keyFrag()));
  private final StorageMacKey macKey = StorageMacKey.fromBytes(new byte[32]);
  private final StoredCapsule stored = capsule.store(macKey, reading.segment);
  private final ReencryptedCapsule transformed = transform();
  private final CapsuleFrag frag = transformWithProof();
  private final FragmentKeys fragmentKeys =
      new FragmentKeys(
          reading.signer.verifyingKey(), reading.delegator.publicKey(), reading.reader.publicKey());
  private final List<VerifiedCapsuleFrag> frags = List.of(fragmentVerify());
  private final DelegationSecret secret =
      reading.umbral.decapsulation().unwind(reading.reader, path);
  private final RegistrationContext registration =
      RegistrationContext.forSegment(new byte[16], reading.segment);
  private final PossessionProof possession =
      PossessionProof.prove(reading.reader, registration, reading.random);

  @Benchmark
  public Point keyPair() {
    return group.mulBase(SecretScalar.random(reading.random));
  }

  /** As all keys of the product are: from a seed and a label. */
  @Benchmark
  public TerminalSecretKey derivedKeyPair() {
    return reading.practitioner.terminal(0);
  }

  @Benchmark
  public SealedKey encapsulate() {
    return reading.umbral.encapsulation().encapsulate(reading.segments);
  }

  @Benchmark
  public VerifiedCapsule capsuleCheck() {
    return parsed.verify();
  }

  @Benchmark
  public final List<GrantEdge> delegate() {
    return reading.umbral.delegation().delegate(reading.delegator, reading.signer, terms);
  }

  @Benchmark
  public final VerifiedGrant grantVerify() {
    return edge.verify(reading.signer.verifyingKey());
  }

  @Benchmark
  public final ReencryptedCapsule transform() {
    return reading.umbral.reencryptor().reencrypt(capsule, grant.keyFrag());
  }

  @Benchmark
  public ReencryptedCapsule restoreAndTransform() {
    VerifiedCapsule restored = stored.restore(macKey, reading.segment);
    return reading.umbral.reencryptor().reencrypt(restored, grant.keyFrag());
  }

  @Benchmark
  public List<ReencryptedCapsule> transformPage() {
    return reading.umbral.reencryptor().reencryptAll(page);
  }

  @Benchmark
  public final CapsuleFrag transformWithProof() {
    return reading.umbral.reencryptor().reencryptWithProof(capsule, grant.keyFrag());
  }

  @Benchmark
  public final VerifiedCapsuleFrag fragmentVerify() {
    return frag.verify(capsule, fragmentKeys);
  }

  @Benchmark
  public boolean possessionCheck() {
    possession.verify(reading.reader.publicKey(), registration);
    return true;
  }

  @Benchmark
  public KeySeed decapsulateOriginal() {
    return reading.umbral.decapsulation().decapsulateOriginal(reading.delegator, capsule);
  }

  @Benchmark
  public KeySeed open() {
    return reading.umbral.decapsulation().open(secret, transformed);
  }

  @Benchmark
  public KeySeed openFragment() {
    return reading.umbral.decapsulation().open(secret, capsule, frags);
  }
}
