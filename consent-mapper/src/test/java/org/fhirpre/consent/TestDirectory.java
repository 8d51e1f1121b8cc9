// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fhirpre.crypto.PractitionerKeys;
import org.fhirpre.crypto.RootSeed;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.TerminalPublicKey;
import org.fhirpre.crypto.TerminalSecretKey;
import org.hl7.fhir.r4.model.Reference;

/** Every literal reference resolves and everybody has a key, unless told otherwise. */
final class TestDirectory implements Directory {
  private static final Pattern LITERAL =
      Pattern.compile("(?:.*/)?([A-Z][A-Za-z]+/[^/]+)(?:/_history/.*)?");

  private final Set<String> absent = new HashSet<>();
  private final Set<String> keyless = new HashSet<>(Set.of(COMMUNITY));
  private final Map<String, String> identifiers = new HashMap<>();
  private final Map<String, GranteeKey> keys = new HashMap<>();
  private final Map<String, Set<SegmentId>> places = new HashMap<>();

  TestDirectory without(String reference) {
    absent.add(reference);
    return this;
  }

  TestDirectory withoutKey(String subject) {
    keyless.add(subject);
    return this;
  }

  TestDirectory withCommunityKey() {
    keyless.remove(COMMUNITY);
    return this;
  }

  TestDirectory knowing(String systemAndValue, String reference) {
    identifiers.put(systemAndValue, reference);
    return this;
  }

  @Override
  public Optional<String> resolve(Reference reference) {
    if (reference.getReference() == null) {
      String key =
          reference.getIdentifier().getSystem() + "|" + reference.getIdentifier().getValue();
      return Optional.ofNullable(identifiers.get(key));
    }
    Matcher literal = LITERAL.matcher(reference.getReference());
    return literal.matches()
        ? Optional.of(literal.group(1)).filter(found -> !absent.contains(found))
        : Optional.empty();
  }

  @Override
  public Optional<GranteeKey> receivingKey(String subject) {
    return keyless.contains(subject)
        ? Optional.empty()
        : Optional.of(keys.computeIfAbsent(subject, s -> new GranteeKey(s, key(s))));
  }

  @Override
  public Set<SegmentId> segmentsOf(String reference) {
    return places.getOrDefault(reference, Set.of());
  }

  /** That a resource lies in these segments. */
  TestDirectory storing(String reference, Segment... where) {
    places.put(
        reference, Arrays.stream(where).map(Segment::id).collect(Collectors.toUnmodifiableSet()));
    return this;
  }

  static TerminalPublicKey key(String subject) {
    try (RootSeed seed = RootSeed.fromBytes(digest(subject));
        PractitionerKeys keys = PractitionerKeys.of(seed);
        TerminalSecretKey secret = keys.terminal(0)) {
      return secret.publicKey();
    }
  }

  static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
