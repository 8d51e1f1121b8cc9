// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormsTest {

  private static final Canary WORD = new Canary("X.word", Canary.Kind.WORD, "QZXKVWJYPLMT");
  private static final Canary DATE = new Canary("X.date", Canary.Kind.DATE, "1893-07-19");
  private static final Canary NUMBER = new Canary("X.decimal", Canary.Kind.NUMBER, "73194.0625");
  private static final Canary TEXT = new Canary("X.name", Canary.Kind.TEXT, "Ångström Müller");
  private static final List<Canary> ALL = List.of(WORD, DATE, NUMBER, TEXT);

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "value, QZXKVWJYPLMT",
    "value, qzxkvwjyplmt",
    "value, aaaQZXKVWJYPLMTaaa",
    "prefix of 6, name=QZXKVW&_count=1",
    "prefix of 11, 'qzxkvwjyplm '",
    "value, 1893-07-19",
    "value, '1893-07-19 00:00:00.0'",
    "ordinal, 18930719",
    "epoch milliseconds, -2412633600000",
    "value, 73194.0625",
    "value, 73194.062500",
    "bare, ANGSTROM MULLER",
    "value, ångström Müller",
  })
  void is_found_in_each_form(String form, String stored) {
    ScanReport report = AtRestScanner.of(ALL).lines("log", List.of(stored)).report();
    assertThat(report.hits()).extracting(Hit::form).contains(form);
  }

  @ParameterizedTest
  @CsvSource({
    "QZXKV",
    "aQZXKVWa",
    "QZXKVWab",
    "173194.0625",
    "73194.06251",
    "11893-07-19",
    "1893-07-191",
    "a18930719",
    "18930719f",
    "2412633600000",
    "QZXLVWJYPLMT"
  })
  void what_only_resembles_a_form_is_not_found(String stored) {
    assertThat(AtRestScanner.of(ALL).lines("log", List.of(stored)).report().hits()).isEmpty();
  }

  @Test
  void an_unkeyed_digest_is_found_raw_in_hex_and_in_base64() throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(WORD.value().getBytes(StandardCharsets.UTF_8));
    List<String> stored =
        List.of(HexFormat.of().formatHex(digest), Base64.getEncoder().encodeToString(digest));
    ScanReport report = AtRestScanner.of(ALL).lines("log", stored).report();
    assertThat(report.hits()).extracting(Hit::form).containsOnly("SHA-256").hasSize(2);
  }

  @Test
  void a_number_handed_in_is_found_as_text_and_as_bytes(@TempDir Path folder) throws Exception {
    long hash = -1234567890123456789L;
    List<Form> extra = Form.number(WORD, "hapi hash", hash);
    Files.write(folder.resolve("page"), ByteBuffer.allocate(20).putInt(7).putLong(hash).array());
    ScanReport report =
        AtRestScanner.of(List.of(WORD), extra)
            .files("disk", folder)
            .lines("log", List.of("hash=-1234567890123456789,"))
            .report();
    assertThat(report.hits()).extracting(Hit::place).containsExactly("disk", "log");
    assertThat(report.formsFound()).isEqualTo(Set.of("hapi hash"));
  }

  @Test
  void a_double_and_a_timestamp_are_found_in_raw_pages(@TempDir Path folder) throws Exception {
    long micros = -3_359_318_400_000_000L;
    ByteBuffer page =
        ByteBuffer.allocate(64).putDouble(5, 73194.0625).putLong(30, Long.reverseBytes(micros));
    Files.write(folder.resolve("page"), page.array());
    ScanReport report = AtRestScanner.of(ALL).files("disk", folder).report();
    assertThat(report.formsFound()).containsExactly("database timestamp", "ieee-754 double");
  }

  @Test
  void a_value_that_chance_could_make_is_no_canary() {
    assertThatThrownBy(() -> new Canary("X.code", Canary.Kind.WORD, "ABCDEF"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X.code");
  }

  @Test
  void random_ciphertext_gives_no_hit(@TempDir Path folder) throws Exception {
    byte[] noise = new byte[4 << 20];
    new Random(5).nextBytes(noise);
    Files.write(folder.resolve("raw"), noise);
    Files.writeString(folder.resolve("base64"), Base64.getUrlEncoder().encodeToString(noise));
    Files.writeString(folder.resolve("hex"), HexFormat.of().formatHex(noise));
    CanaryValues values = new CanaryValues(9);
    List<Canary> many =
        IntStream.range(0, 3000)
            .mapToObj(i -> new Canary("X.e" + i, Canary.Kind.WORD, values.word()))
            .toList();
    long start = System.nanoTime();
    ScanReport report = AtRestScanner.of(many).files("disk", folder).report();
    long bytes = report.bytesByPlace().getOrDefault("disk", 0L);
    System.out.printf(
        "random bytes scanned: %d MB at %.1f MB/s%n",
        bytes >> 20, bytes / 1e6 / ((System.nanoTime() - start) / 1e9));
    assertThat(report.hits()).isEmpty();
  }
}
