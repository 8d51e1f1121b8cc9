// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.fhirpre.crypto.PreException;
import org.junit.jupiter.api.Test;

class StoredEnvelopeTest {
  private static final byte[] VALID = TestRecords.valid().toBytes();

  @Test
  void a_record_has_one_encoding() {
    StoredEnvelope parsed = StoredEnvelope.fromBytes(VALID);
    assertThat(parsed.toBytes()).isEqualTo(VALID);
    assertThat(parsed.header().version()).isEqualTo(3);
    assertThat(parsed.shares()).hasSize(1);
    assertThat(parsed.policy().toBytes()).containsExactly(1, 2, 3);
  }

  @Test
  void a_shorter_or_longer_record_is_refused() {
    for (int length = 0; length < VALID.length; length++) {
      byte[] cut = Arrays.copyOf(VALID, length);
      assertThatThrownBy(() -> StoredEnvelope.fromBytes(cut))
          .isInstanceOf(PreException.MalformedEncoding.class);
    }
    assertThatThrownBy(() -> StoredEnvelope.fromBytes(Arrays.copyOf(VALID, VALID.length + 1)))
        .hasMessage("record: bad end");
  }

  @Test
  void an_address_round_trips_and_nothing_else_is_one() {
    String text = Address.text("Observation", VALID);
    assertThat(Address.parse(text).record().toBytes()).isEqualTo(VALID);
    assertThat(Address.typeOf("1 Patient !!!")).isEqualTo("Patient");
    assertThat(Address.typeOf("pending")).isEqualTo("Basic");
    for (String bad :
        new String[] {"pending", "", "2 Patient AAAA", "1 Patient A=", "1  AAAA", text + " "}) {
      assertThatThrownBy(() -> Address.parse(bad))
          .isInstanceOf(PreException.MalformedEncoding.class);
    }
  }

  @Test
  void a_header_takes_no_other_member_and_no_other_order() {
    String header =
        new String(
            TestRecords.valid().header().toBytes(), java.nio.charset.StandardCharsets.US_ASCII);
    for (String bad :
        new String[] {
          header.replace("\"ver\":3", "\"ver\":03"),
          header.replace("\"ver\":3", "\"ver\":0"),
          header.replace("}", ",\"crit\":[]}"),
          header.replace("\"zip\":\"DEF\",", ""),
          " " + header
        }) {
      assertThatThrownBy(
              () -> JweHeader.fromBytes(bad.getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
          .isInstanceOf(PreException.MalformedEncoding.class);
    }
  }

  @Test
  void a_server_record_is_parsed_strictly() {
    ServerRecord record = new ServerRecord("Consent", "a-1", 7);
    byte[] bytes = record.toBytes(new byte[] {9});
    assertThat(ServerRecord.fromBytes(bytes).claim()).isEqualTo(record);
    for (int length = 0; length < bytes.length - 1; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ServerRecord.fromBytes(cut))
          .isInstanceOf(PreException.MalformedEncoding.class);
    }
  }
}
