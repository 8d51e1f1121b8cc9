// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The forms in which every canary is looked for. Case is the matcher's business. */
final class Forms {

  static final String AS_IS = "value";
  private static final List<String> DIGESTS = List.of("SHA-1", "SHA-256");
  private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final int SHORT_NEEDLE = 10;

  private Forms() {}

  static List<Form> of(Canary canary) {
    List<Form> forms = new ArrayList<>(digests(canary));
    switch (canary.kind()) {
      case WORD, URI, BASE64 -> forms.add(text(canary, AS_IS, canary.needle()));
      case TEXT -> forms.addAll(texts(canary));
      case NUMBER -> forms.addAll(numbers(canary));
      case DATE -> forms.addAll(dates(canary));
    }
    return forms;
  }

  /** The matcher folds ASCII letters only, so other letters need both cases here. */
  private static List<Form> texts(Canary canary) {
    String value = canary.value();
    String bare = Normalizer.normalize(value, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    List<String> cases =
        List.of(value, value.toLowerCase(Locale.ROOT), value.toUpperCase(Locale.ROOT));
    List<Form> forms = new ArrayList<>();
    for (String written : bare.equals(value) ? List.of(value) : cases) {
      forms.add(text(canary, AS_IS, written));
    }
    if (!bare.equals(value)) {
      forms.add(text(canary, "bare", bare));
    }
    return forms;
  }

  private static Form text(Canary canary, String name, String text) {
    Form.Edge edge = text.length() < SHORT_NEEDLE ? Form.Edge.NOT_WORD : Form.Edge.ANY;
    return Form.text(canary, name, text, edge);
  }

  private static List<Form> numbers(Canary canary) {
    BigDecimal number = new BigDecimal(canary.value());
    String plain = number.stripTrailingZeros().toPlainString();
    List<Form> forms = new ArrayList<>();
    for (String written : new LinkedHashSet<>(List.of(canary.value(), plain))) {
      forms.add(Form.text(canary, AS_IS, written, Form.Edge.NOT_DIGIT));
    }
    if (number.scale() > 0) {
      long bits = Double.doubleToLongBits(number.doubleValue());
      forms.addAll(eightBytes(canary, "ieee-754 double", bits));
    }
    return forms;
  }

  private static List<Form> dates(Canary canary) {
    LocalDate day = LocalDate.parse(canary.needle());
    String ordinal = canary.needle().replace("-", "");
    List<Form> forms = new ArrayList<>();
    forms.add(Form.text(canary, AS_IS, canary.needle(), Form.Edge.NOT_DIGIT));
    forms.add(Form.text(canary, "ordinal", ordinal, Form.Edge.NOT_WORD));
    for (Instant instant : instants(canary, day)) {
      forms.addAll(Form.number(canary, "epoch milliseconds", instant.toEpochMilli()));
      long micros = ChronoUnit.MICROS.between(POSTGRES_EPOCH, instant);
      forms.addAll(eightBytes(canary, "database timestamp", micros));
    }
    return forms;
  }

  private static Set<Instant> instants(Canary canary, LocalDate day) {
    Set<Instant> instants = new LinkedHashSet<>();
    instants.add(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    instants.add(day.atStartOfDay(ZoneId.systemDefault()).toInstant());
    if (canary.value().contains("T")) {
      instants.add(Instant.parse(canary.value()));
    }
    return instants;
  }

  private static List<Form> eightBytes(Canary canary, String name, long number) {
    ByteBuffer big = ByteBuffer.allocate(Long.BYTES).putLong(number);
    ByteBuffer little =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(number);
    return List.of(Form.bytes(canary, name, big.array()), Form.bytes(canary, name, little.array()));
  }

  /** Hashed without a key is as good as readable: small domains are guessed. */
  private static List<Form> digests(Canary canary) {
    String value = canary.value();
    Set<String> hashed = new LinkedHashSet<>(List.of(value));
    hashed.add(value.toLowerCase(Locale.ROOT));
    hashed.add(value.toUpperCase(Locale.ROOT));
    hashed.add(canary.needle());
    List<Form> forms = new ArrayList<>();
    for (String algorithm : DIGESTS) {
      for (String text : hashed) {
        forms.add(Form.bytes(canary, algorithm, digest(algorithm, text)));
      }
    }
    return forms;
  }

  private static byte[] digest(String algorithm, String text) {
    try {
      return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
