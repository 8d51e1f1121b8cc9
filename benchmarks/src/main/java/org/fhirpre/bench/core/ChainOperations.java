// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.core;

import java.util.List;
import java.util.Optional;
import org.fhirpre.crypto.Decapsulation;
import org.fhirpre.crypto.DelegationPath;
import org.fhirpre.crypto.DelegationSecret;
import org.fhirpre.crypto.ForwardSecretKey;
import org.fhirpre.crypto.HopEdge;
import org.fhirpre.crypto.HopTerms;
import org.fhirpre.crypto.KeySeed;
import org.fhirpre.crypto.PlainHop;
import org.fhirpre.crypto.ProvenHop;
import org.fhirpre.crypto.ReencryptedCapsule;
import org.fhirpre.crypto.VerifiedCapsule;
import org.fhirpre.crypto.VerifiedDelegationPath;
import org.fhirpre.crypto.VerifiedGrant;
import org.fhirpre.crypto.VerifiedHop;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Groups that forward to a reader: making and using hops, and what depth costs the reader. */
@State(Scope.Benchmark)
public class ChainOperations {
  private final Reading reading = new Reading();
  private final Decapsulation decapsulation = reading.umbral.decapsulation();
  private final ForwardSecretKey group = reading.group(1);
  private final HopTerms terms = reading.hopTerms(group, reading.reader.publicKey());
  private final HopEdge edge = forward().get(0);
  private final VerifiedHop verifiedHop = hopKeyVerify();
  private final VerifiedGrant toGroup = reading.grant(group.publicKey());
  private final DelegationPath first = reading.chain(1).path();
  private final DelegationPath proven = toGroup.path().then(hopWithProof());
  private final VerifiedCapsule capsule = reading.capsule();
  private final List<Chain> chains = List.of(chain(1), chain(2), chain(3));

  /** A verified path and what the proxy answers for it. */
  private record Chain(VerifiedDelegationPath path, ReencryptedCapsule transformed) {}

  private Chain chain(int edges) {
    Reading.Chain made = reading.chain(edges);
    return new Chain(
        made.path().verify(reading.reader.publicKey()),
        reading.umbral.reencryptor().reencrypt(capsule, made.grant().keyFrag()));
  }

  @Benchmark
  public final List<HopEdge> forward() {
    return reading.umbral.forwarding().forward(group, reading.hopSigner, terms);
  }

  @Benchmark
  public final VerifiedHop hopKeyVerify() {
    return edge.verify(reading.hopSigner.verifyingKey(), reading.reader.publicKey());
  }

  @Benchmark
  public PlainHop hop() {
    return reading.umbral.reencryptor().hop(toGroup.precursor(), verifiedHop);
  }

  @Benchmark
  public final ProvenHop hopWithProof() {
    return reading.umbral.reencryptor().hopWithProof(toGroup.precursor(), verifiedHop);
  }

  @Benchmark
  public VerifiedDelegationPath precursorCheck() {
    return first.verify(reading.reader.publicKey());
  }

  @Benchmark
  public VerifiedDelegationPath provenHopCheck() {
    return proven.verify(
        reading.reader.publicKey(), owner -> Optional.of(reading.hopSigner.verifyingKey()));
  }

  @Benchmark
  public DelegationSecret unwindOne() {
    return unwind(chains.get(0));
  }

  @Benchmark
  public DelegationSecret unwindTwo() {
    return unwind(chains.get(1));
  }

  @Benchmark
  public DelegationSecret unwindThree() {
    return unwind(chains.get(2));
  }

  @Benchmark
  public KeySeed openColdOne() {
    return openCold(chains.get(0));
  }

  @Benchmark
  public KeySeed openColdTwo() {
    return openCold(chains.get(1));
  }

  @Benchmark
  public KeySeed openColdThree() {
    return openCold(chains.get(2));
  }

  private DelegationSecret unwind(Chain chain) {
    return decapsulation.unwind(reading.reader, chain.path);
  }

  private KeySeed openCold(Chain chain) {
    return decapsulation.open(unwind(chain), chain.transformed);
  }
}
