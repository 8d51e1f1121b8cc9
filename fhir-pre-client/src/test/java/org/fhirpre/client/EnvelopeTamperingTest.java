// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.fhirpre.crypto.SegmentKey;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that a malicious server or a thief of the database could change, one at a time. */
class EnvelopeTamperingTest {
  private final TestWard ward = new TestWard();
  private SegmentKey segment;
  private TestSealer.Sealed sealed;

  @BeforeEach
  void seal() {
    segment = ward.segment("NORMAL");
    sealed = ward.seal(TestWard.observation("o1"), segment);
  }

  @AfterEach
  void wipe() {
    ward.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 3, 4})
  void an_altered_part_of_the_content(int part) {
    String[] parts = sealed.content().split("\\.", -1);
    parts[part] = flipped(parts[part]);
    String altered = String.join(".", parts);
    refused(new TestSealer.Sealed(altered, sealed.signature(), sealed.shares()));
    // also if the thief could sign: the content itself must not open
    refused(
        new TestSealer.Sealed(
            altered, ward.sealer.signature(altered, sealed.shares()), sealed.shares()));
  }

  @Test
  void an_altered_signature() {
    String[] parts = sealed.signature().split("\\.", -1);
    parts[2] = flipped(parts[2]);
    refused(new TestSealer.Sealed(sealed.content(), String.join(".", parts), sealed.shares()));
  }

  @Test
  void a_signature_of_an_unknown_writer() throws Exception {
    SigningKeys others =
        SigningKeys.of(List.of(new OctetKeyPairGenerator(Curve.Ed25519).generate()));
    Observation shell = shell(envelope());
    try (EnvelopeOpener opener =
        new EnvelopeOpener(TestWard.CONTEXT, OpeningKeys.ofReader(List.of(ward.reader)), others)) {
      assertThatThrownBy(() -> opener.open(shell)).isInstanceOf(ClientException.NotOpened.class);
    }
  }

  @Test
  void a_capsule_of_another_envelope() {
    TestSealer.Sealed other = ward.seal(TestWard.observation("o1"), segment);
    refused(new TestSealer.Sealed(sealed.content(), sealed.signature(), other.shares()));
  }

  @Test
  void content_of_another_resource() {
    TestSealer.Sealed other = ward.seal(TestWard.observation("o2"), segment);
    refused(other);
  }

  @Test
  void another_version() {
    Observation shell = shell(envelope());
    shell.getMeta().setVersionId("4");
    refused(shell);
    shell.getMeta().setVersionId("03");
    refused(shell);
    shell.getMeta().setVersionId(null);
    refused(shell);
  }

  @Test
  void a_transformed_point_of_another_share() {
    TestSealer.Sealed other = ward.seal(TestWard.observation("o1"), segment);
    Extension envelope = envelope();
    Extension foreign = ward.readerShares(other).get(0);
    replace(share(envelope), "transformed", foreign);
    refused(shell(envelope));
  }

  @Test
  void a_delegation_of_another_segment() {
    SegmentKey second = ward.segment("NORMAL");
    TestSealer.Sealed other = ward.seal(TestWard.observation("o1"), second);
    Extension foreign = ward.readerShares(other).get(0);
    Extension envelope = envelope();
    replace(share(envelope), "delegation", foreign);
    replace(share(envelope), "precursor", foreign);
    refused(shell(envelope));
  }

  @Test
  void a_wrong_name_of_the_delegation() {
    Extension envelope = envelope();
    share(envelope)
        .getExtensionByUrl("delegation")
        .setValue(new StringType("AAAAAAAAAAAAAAAAAAAAAA"));
    refused(shell(envelope));
  }

  @Test
  void the_same_share_twice() {
    List<Extension> shares = new ArrayList<>(ward.readerShares(sealed));
    shares.addAll(ward.readerShares(sealed));
    refused(shell(TestSealer.envelope(sealed, shares)));
  }

  @Test
  void the_same_capsule_under_another_segment() {
    List<Extension> shares = new ArrayList<>(ward.readerShares(sealed));
    Extension copy = ward.readerShares(sealed).get(0);
    copy.getExtensionByUrl("segment").setValue(new StringType("AAAAAAAAAAAAAAAAAAAAAA"));
    shares.add(copy);
    refused(shell(TestSealer.envelope(sealed, shares)));
  }

  @Test
  void no_share_at_all() {
    refused(shell(TestSealer.envelope(sealed, List.of())));
  }

  @Test
  void a_capsule_that_is_not_one() {
    Extension envelope = envelope();
    byte[] zeros = new byte[98];
    share(envelope)
        .getExtensionByUrl("capsule")
        .setValue(new Base64BinaryType(Base64.getEncoder().encodeToString(zeros)));
    refused(shell(envelope));
  }

  @Test
  void a_capsule_off_the_curve() {
    Extension envelope = envelope();
    Base64BinaryType capsule =
        (Base64BinaryType) share(envelope).getExtensionByUrl("capsule").getValue();
    byte[] changed = capsule.getValue().clone();
    Arrays.fill(changed, 0, 33, (byte) 0);
    changed[0] = 2;
    changed[32] = 5; // no point of secp256k1 has x = 5
    capsule.setValue(changed);
    refused(shell(envelope));
  }

  @Test
  void an_unknown_part() {
    Extension envelope = envelope();
    envelope.addExtension("hint", new StringType("ignore me"));
    refused(shell(envelope));
    Extension inner = envelope();
    share(inner).addExtension("hop", new StringType("ignore me"));
    refused(shell(inner));
  }

  @Test
  void a_part_twice_or_missing() {
    Extension twice = envelope();
    twice.addExtension("suite", new CodeType("umbral-secp256k1-v1"));
    refused(shell(twice));
    for (String part : List.of("version", "suite", "content", "signature")) {
      Extension missing = envelope();
      missing.removeExtension(part);
      refused(shell(missing));
    }
    for (String part : List.of("segment", "delegator", "capsule", "precursor", "transformed")) {
      Extension missing = envelope();
      share(missing).removeExtension(part);
      refused(shell(missing));
    }
  }

  @Test
  void another_version_suite_or_type_of_value() {
    refusedWith("version", new IntegerType(2));
    refusedWith("version", new StringType("1"));
    refusedWith("suite", new CodeType("umbral-secp256k1-v2"));
    refusedWith("suite", new StringType("umbral-secp256k1-v1"));
  }

  @Test
  void two_envelopes() {
    Observation shell = shell(envelope());
    shell.addExtension(envelope());
    refused(shell);
  }

  @Test
  void a_header_that_says_more_less_or_else() {
    refusedWithHeader(header -> with(header, "p2c", 1));
    refusedWithHeader(header -> with(header, "zip", "NONE"));
    refusedWithHeader(header -> with(header, "alg", "A256KW"));
    refusedWithHeader(header -> with(header, "ver", "3"));
    refusedWithHeader(header -> with(header, "ver", 3.0));
    refusedWithHeader(header -> with(header, "commit", Encoded.toBase64Url(new byte[32])));
    refusedWithHeader(header -> with(header, "kid", Encoded.toBase64Url(new byte[16])));
    refusedWithHeader(
        header -> {
          header.remove("cty");
          return header;
        });
  }

  @Test
  void content_of_another_type_than_the_shell() {
    org.hl7.fhir.r4.model.Condition condition = new org.hl7.fhir.r4.model.Condition();
    condition.setId("o1");
    ward.sealer.headerChange = header -> with(header, "res", "Observation/o1");
    refused(ward.seal(condition, segment));
  }

  private static Map<String, Object> with(Map<String, Object> header, String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(header);
    changed.put(name, value);
    return changed;
  }

  private void refusedWithHeader(UnaryOperator<Map<String, Object>> change) {
    ward.sealer.headerChange = change;
    refused(ward.seal(TestWard.observation("o1"), segment));
  }

  private void refusedWith(String part, org.hl7.fhir.r4.model.Type value) {
    Extension envelope = envelope();
    envelope.getExtensionByUrl(part).setValue(value);
    refused(shell(envelope));
  }

  private Extension envelope() {
    return TestSealer.envelope(sealed, ward.readerShares(sealed));
  }

  private static Extension share(Extension envelope) {
    return envelope.getExtensionByUrl("share");
  }

  private static void replace(Extension share, String part, Extension source) {
    share.getExtensionByUrl(part).setValue(source.getExtensionByUrl(part).getValue());
  }

  private static Observation shell(Extension envelope) {
    return TestWard.shell("o1", envelope);
  }

  private void refused(TestSealer.Sealed altered) {
    refused(shell(TestSealer.envelope(altered, ward.readerShares(altered))));
  }

  private void refused(Observation shell) {
    try (EnvelopeOpener opener = ward.readersOpener()) {
      assertThatThrownBy(() -> opener.open(shell))
          .isInstanceOf(ClientException.NotOpened.class)
          .hasNoCause();
    }
  }

  private static String flipped(String base64Url) {
    byte[] bytes = Encoded.base64Url(base64Url);
    bytes[bytes.length / 2] ^= 1;
    return Encoded.toBase64Url(bytes);
  }
}
