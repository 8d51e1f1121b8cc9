// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.fhirpre.crypto.Decapsulation;
import org.fhirpre.crypto.SegmentKey;
import org.fhirpre.crypto.SegmentLabel;
import org.fhirpre.crypto.Umbral;
import org.hl7.fhir.r4.model.Extension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long the secret of a delegation is kept. */
class ReaderOpeningKeysTest {
  private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");

  private final TestWard ward = new TestWard();
  private final SegmentKey segment = ward.segment(SegmentLabel.NORMAL);
  private final AtomicInteger unwound = new AtomicInteger();
  private final Decapsulation decapsulation = counting();
  private Instant now = START;
  private final OpeningKeys keys =
      new ReaderOpeningKeys(List.of(ward.stranger, ward.reader), () -> now);

  @AfterEach
  void close() {
    keys.close();
    ward.close();
  }

  private Decapsulation counting() {
    Decapsulation real = Umbral.create(new SecureRandom()).decapsulation();
    return (Decapsulation)
        Proxy.newProxyInstance(
            Decapsulation.class.getClassLoader(),
            new Class<?>[] {Decapsulation.class},
            (proxy, method, arguments) -> {
              unwound.addAndGet(method.getName().equals("unwind") ? 1 : 0);
              return method.invoke(real, arguments);
            });
  }

  private EnvelopeShare shown(String id) {
    TestSealer.Sealed sealed = ward.seal(TestWard.observation(id), segment);
    Extension envelope = TestSealer.envelope(sealed, ward.readerShares(sealed));
    return Envelope.of(TestWard.shell(id, envelope)).orElseThrow().shares().get(0);
  }

  private void open(EnvelopeShare share) {
    keys.open(share, decapsulation).close();
  }

  @Test
  void a_delegation_is_unwound_once_for_all_its_records() {
    open(shown("o1"));
    open(shown("o2"));
    open(shown("o3"));
    assertThat(unwound).hasValue(1);
  }

  @Test
  void its_secret_is_forgotten_after_a_quarter_of_an_hour() {
    open(shown("o1"));
    now = START.plusSeconds(15 * 60 - 1);
    open(shown("o1"));
    assertThat(unwound).hasValue(1);
    now = START.plusSeconds(15 * 60);
    open(shown("o1"));
    assertThat(unwound).hasValue(2);
  }
}
