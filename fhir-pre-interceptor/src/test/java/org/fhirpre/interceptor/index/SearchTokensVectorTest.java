// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code search-tokens.json}, written by {@code search_tokens.py} from the specification. */
class SearchTokensVectorTest {
  private static final JsonNode DOCUMENT = document();
  private static final TokenKeys KEYS =
      new TokenKeys(
          new FixedIndexKeys(List.of(2, 1), DOCUMENT.get("tenant").asText()),
          InstantSource.system());
  private static final Tokens TOKENS = new Tokens(KEYS);

  static Stream<JsonNode> tokens() {
    return StreamSupport.stream(DOCUMENT.get("tokens").spliterator(), false);
  }

  static Stream<JsonNode> typeKeys() {
    return StreamSupport.stream(DOCUMENT.get("typeKeys").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("tokens")
  void a_token_is_as_specified(JsonNode vector) {
    Slot slot =
        new Slot(
            vector.get("epoch").asInt(),
            scope(vector),
            vector.get("type").asText(),
            vector.get("param").asText());
    TokenKind kind = TokenKind.valueOf(vector.get("kind").asText().toUpperCase(Locale.ROOT));
    String[] canon =
        StreamSupport.stream(vector.get("canon").spliterator(), false)
            .map(JsonNode::asText)
            .toArray(String[]::new);
    assertThat(TOKENS.token(slot, kind, canon)).isEqualTo(vector.get("token").asText());
  }

  @ParameterizedTest
  @MethodSource("typeKeys")
  void a_type_key_is_as_specified(JsonNode vector) {
    byte[] key =
        KEYS.typeKey(vector.get("epoch").asInt(), scope(vector), vector.get("type").asText());
    assertThat(HexFormat.of().formatHex(key)).isEqualTo(vector.get("key").asText());
  }

  private static Scope scope(JsonNode vector) {
    JsonNode patient = vector.get("patient");
    return patient.isNull() ? Scope.TENANT : Scope.patient(patient.asText());
  }

  private static JsonNode document() {
    try (InputStream file =
        SearchTokensVectorTest.class.getResourceAsStream("search-tokens.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
