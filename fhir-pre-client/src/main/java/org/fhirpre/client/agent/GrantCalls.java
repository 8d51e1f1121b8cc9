// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.agent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fhirpre.client.agent.AgentMessages.GrantAnswer;
import org.fhirpre.client.agent.AgentMessages.GrantRequest;
import org.fhirpre.client.agent.AgentMessages.GrantsAnswer;
import org.fhirpre.client.agent.AgentMessages.GrantsRequest;
import org.fhirpre.client.keystore.PatientEntry;
import org.fhirpre.crypto.ConsentContext;
import org.fhirpre.crypto.Delegation;
import org.fhirpre.crypto.DelegatorSecretKey;
import org.fhirpre.crypto.GrantEdge;
import org.fhirpre.crypto.GrantTerms;
import org.fhirpre.crypto.KeyFragSigner;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.SegmentLabel;
import org.fhirpre.crypto.TerminalPublicKey;

/**
 * Signs key fragments for the entries of a grant plan.
 *
 * <p>The agent computes the context of each fragment itself from the entry and from its own keys,
 * so that a fragment can never stand for other terms than the server stores. All entries of a
 * request are granted or none. Thread-safe.
 */
final class GrantCalls {
  /**
   * How far ahead a grant may end; longer than any plan of the server, whose entries end with the
   * epoch after next. The start may lie as far back as a Consent without one says.
   */
  static final Duration MAX_AHEAD = Duration.ofDays(3 * 366L);

  private static final Pattern CONSENT = Pattern.compile("Consent/~?[A-Za-z0-9\\-.]{1,64}");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");

  private final PatientCalls patients;
  private final Delegation delegation;
  private final InstantSource clock;

  GrantCalls(PatientCalls patients, Delegation delegation, InstantSource clock) {
    this.patients = patients;
    this.delegation = delegation;
    this.clock = clock;
  }

  GrantsAnswer grants(GrantsRequest request) {
    PatientEntry entry = patients.known(request.patient());
    List<GrantRequest> asked = PatientCalls.bounded(request.entries());
    Set<String> own = ownKeys(entry);
    asked.forEach(each -> check(entry, each, own));
    try (KeyFragSigner signer = entry.keys().keyFragSigner()) {
      return new GrantsAnswer(asked.stream().map(each -> granted(entry, each, signer)).toList());
    }
  }

  private void check(PatientEntry entry, GrantRequest asked, Set<String> own) {
    boolean wellFormed =
        PatientCalls.isText(asked.entry())
            && CONSENT.matcher(asked.consent()).matches()
            && VERSION.matcher(asked.version()).matches();
    if (!wellFormed) {
      throw AgentRefusal.malformed();
    }
    if (entry.label(SegmentId.parse(asked.segment())).isEmpty()) {
      throw AgentRefusal.unknownSegment();
    }
    Instant notBefore = PatientCalls.instant(asked.notBefore());
    Instant notAfter = PatientCalls.instant(asked.notAfter());
    byte[] delegatee =
        TerminalPublicKey.fromBytes(PatientCalls.decoded(asked.delegatee())).toBytes();
    boolean acceptable =
        asked.maxDepth() == 1
            && notAfter.isAfter(notBefore)
            && !notAfter.isAfter(clock.instant().plus(MAX_AHEAD))
            && !own.contains(abscissa(delegatee));
    if (!acceptable) {
      throw AgentRefusal.refusedEntry();
    }
  }

  private GrantAnswer granted(PatientEntry entry, GrantRequest asked, KeyFragSigner signer) {
    SegmentId segment = SegmentId.parse(asked.segment());
    SegmentLabel label = entry.label(segment).orElseThrow(AgentRefusal::unknownSegment);
    try (DelegatorSecretKey key = entry.keys().segment(label)) {
      ConsentContext context =
          ConsentContext.builder()
              .consent(asked.consent())
              .version(asked.version())
              .patient(entry.patient())
              .segment(segment)
              .delegator(key.publicKey())
              .delegatee(TerminalPublicKey.fromBytes(PatientCalls.decoded(asked.delegatee())))
              .purposes(Set.of())
              .maxDepth(asked.maxDepth())
              .notBefore(Instant.ofEpochSecond(asked.notBefore()))
              .notAfter(Instant.ofEpochSecond(asked.notAfter()))
              .build();
      GrantEdge edge = delegation.delegate(key, signer, GrantTerms.single(context)).get(0);
      return new GrantAnswer(asked.entry(), PatientCalls.encoded(edge.toBytes()));
    }
  }

  /** A patient must not delegate to herself: a key that both delegates and receives forwards. */
  private static Set<String> ownKeys(PatientEntry entry) {
    return entry.segments().values().stream()
        .distinct()
        .map(label -> publicKey(entry, label))
        .map(GrantCalls::abscissa)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static byte[] publicKey(PatientEntry entry, SegmentLabel label) {
    try (DelegatorSecretKey key = entry.keys().segment(label)) {
      return key.publicKey().toBytes();
    }
  }

  /** The same for a point and its negative. */
  private static String abscissa(byte[] compressedPoint) {
    return PatientCalls.encoded(Arrays.copyOfRange(compressedPoint, 1, compressedPoint.length));
  }
}
