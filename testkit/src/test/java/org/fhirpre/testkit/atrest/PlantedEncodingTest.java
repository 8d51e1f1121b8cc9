// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The scanner's own control: what is planted must be found, in each place and each encoding. */
class PlantedEncodingTest {

  private static final Canary WORD =
      new Canary("Observation.code.text", Canary.Kind.WORD, "QZXKVWJYPLMT");

  /** Long enough for raw DEFLATE, which is tried on columns of a certain size only. */
  private static final String STORED =
      "{\"code\":{\"text\":\"" + WORD.value() + "\"},\"unit\":\"mmol\"}";

  @TempDir private Path folder;

  static List<Arguments> encodings() {
    return Encodings.all().entrySet().stream()
        .map(encoding -> Arguments.of(encoding.getKey(), encoding.getValue()))
        .toList();
  }

  /** Every pair of encodings, the second around the first. */
  static List<Arguments> pairs() {
    List<Arguments> pairs = new ArrayList<>();
    var all = Encodings.all();
    for (String inner : all.keySet()) {
      for (String outer : all.keySet()) {
        boolean bytesAsText = Encodings.isBinary(inner) && Encodings.takesTextOnly(outer);
        // Raw DEFLATE has no mark: behind other bytes nothing tells that it is there.
        boolean unmarked = inner.equals("deflate") && outer.matches(".*shifted [12]");
        if (!bytesAsText && !unmarked) {
          pairs.add(
              Arguments.of(inner + " in " + outer, inOrder(encoding(inner), encoding(outer))));
        }
      }
    }
    return pairs;
  }

  private static UnaryOperator<byte[]> encoding(String name) {
    return Objects.requireNonNull(Encodings.all().get(name));
  }

  private static UnaryOperator<byte[]> inOrder(
      UnaryOperator<byte[]> first, UnaryOperator<byte[]> second) {
    return text -> second.apply(first.apply(text));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("encodings")
  void is_found_in_a_column(String name, UnaryOperator<byte[]> encoding) throws SQLException {
    DataSource database = table(encoding.apply(bytes(STORED)));
    ScanReport report = AtRestScanner.of(List.of(WORD)).database("h2", database).report();
    assertThat(report.notFound()).as(name).isEmpty();
    assertThat(report.hits()).extracting(Hit::location).contains("PUBLIC.SCRATCH.BODY");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("encodings")
  void is_found_in_a_file(String name, UnaryOperator<byte[]> encoding) throws IOException {
    Files.write(folder.resolve("raw.bin"), encoding.apply(bytes(STORED)));
    ScanReport report = AtRestScanner.of(List.of(WORD)).files("disk", folder).report();
    assertThat(report.notFound()).as(name).isEmpty();
    assertThat(report.hits()).extracting(Hit::location).contains("raw.bin");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("encodings")
  void is_found_in_a_log_line(String name, UnaryOperator<byte[]> encoding) {
    byte[] stored = encoding.apply(bytes(STORED));
    boolean textual = new String(stored, StandardCharsets.US_ASCII).chars().allMatch(c -> c < 127);
    String line = "at=now body=" + new String(stored, StandardCharsets.ISO_8859_1) + " done";
    ScanReport report = AtRestScanner.of(List.of(WORD)).lines("log", List.of("", line)).report();
    assertThat(report.notFound().isEmpty() || !textual).as(name).isTrue();
    assertThat(report.hits()).allSatisfy(hit -> assertThat(hit.location()).isEqualTo("line 2"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void is_found_through_two_encodings(String name, UnaryOperator<byte[]> both) throws IOException {
    Files.write(folder.resolve("raw.bin"), both.apply(bytes(STORED)));
    ScanReport report = AtRestScanner.of(List.of(WORD)).files("disk", folder).report();
    assertThat(report.notFound()).as(name).isEmpty();
  }

  @Test
  void four_levels_are_undone_and_named() throws IOException {
    byte[] stored = bytes(STORED);
    for (String layer : List.of("json", "gzip", "base64 shifted 1", "utf-16le")) {
      stored = encoding(layer).apply(stored);
    }
    Files.write(folder.resolve("raw.bin"), stored);
    ScanReport report = AtRestScanner.of(List.of(WORD)).files("disk", folder).report();
    assertThat(report.hits())
        .extracting(Hit::decoding)
        .contains("utf-16 > base64 > gzip > escapes");
  }

  @Test
  void what_lies_across_the_border_of_two_windows_is_found() throws IOException {
    byte[] large = new byte[17 << 20];
    byte[] word = bytes(WORD.value());
    System.arraycopy(word, 0, large, (16 << 20) - 5, word.length);
    Files.write(folder.resolve("large.bin"), large);
    assertThat(AtRestScanner.of(List.of(WORD)).files("disk", folder).report().hits()).hasSize(1);
  }

  private static DataSource table(byte[] stored) throws SQLException {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:planted-" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
    try (Connection connection = source.getConnection()) {
      connection.createStatement().execute("create table scratch (id int, body blob)");
      try (PreparedStatement insert =
          connection.prepareStatement("insert into scratch values (1, ?)")) {
        insert.setBinaryStream(1, new ByteArrayInputStream(stored));
        insert.executeUpdate();
      }
    }
    return source;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
