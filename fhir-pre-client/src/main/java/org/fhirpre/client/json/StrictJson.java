// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * Reads and writes small JSON documents of a fixed shape.
 *
 * <p>Duplicate, unknown, missing and null members, trailing text and silent conversions between
 * types are refused. Thread-safe.
 */
public final class StrictJson {
  private static final int MAX_DEPTH = 200;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private StrictJson() {}

  /**
   * Reads one document as a record type.
   *
   * @throws Malformed if the bytes are not exactly one document of that shape
   */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw new Malformed();
      }
      return value;
    } catch (IOException e) {
      throw new Malformed();
    }
  }

  /**
   * Reads one document whose shape is not known in advance.
   *
   * @throws Malformed if the bytes are not exactly one JSON document
   */
  public static JsonNode tree(byte[] json) {
    return read(json, JsonNode.class);
  }

  /** Writes a value as UTF-8 without insignificant white space, members in declaration order. */
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not representable as JSON", e);
    }
  }

  /** The text is not the JSON that is expected; where and why is left out on purpose. */
  public static final class Malformed extends RuntimeException {
    Malformed() {
      super("malformed JSON");
    }
  }
}
