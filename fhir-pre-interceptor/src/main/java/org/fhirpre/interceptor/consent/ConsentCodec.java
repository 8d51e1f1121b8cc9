// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fhirpre.consent.Finding;
import org.fhirpre.consent.NormalConsent;
import org.fhirpre.consent.Range;

/**
 * The body of {@code pre_consent} as JSON: the normal form is kept, not the Consent, so that what
 * was understood when it was recorded stays what is enforced. Strict: a field that is unknown or
 * lacking is an error, and an error denies.
 */
final class ConsentCodec {
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, new WriteInstant())
                  .addDeserializer(Instant.class, new ReadInstant())
                  .addSerializer(Optional.class, new WriteOptional())
                  .addDeserializer(Optional.class, new ReadOptionalRange()))
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ConsentCodec() {}

  /**
   * @param format of this text
   * @param normal one, or empty if the Consent has no effect
   * @param findings of the mapping
   */
  record Body(int format, List<NormalConsent> normal, List<Finding> findings) {
    Body(Optional<NormalConsent> normal, List<Finding> findings) {
      this(FORMAT, normal.stream().toList(), findings);
    }
  }

  static String write(Body body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a normal form is not written", impossible);
    }
  }

  /**
   * @throws IllegalStateException if the text is of another format
   */
  static Body read(String json) {
    try {
      Body body = JSON.readValue(json, Body.class);
      if (body.format() != FORMAT) {
        throw new IllegalStateException("a stored normal form has another format");
      }
      return body;
    } catch (JsonProcessingException malformed) {
      // Without the cause: its message quotes what it could not read.
      throw new IllegalStateException("a stored normal form is not read");
    }
  }

  /** Text, because open ends are farther away than numbers of most formats reach. */
  private static final class WriteInstant extends StdSerializer<Instant> {
    WriteInstant() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(value.toString());
    }
  }

  private static final class ReadInstant extends StdDeserializer<Instant> {
    ReadInstant() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return Instant.parse(in.getText());
    }
  }

  @SuppressWarnings("rawtypes")
  private static final class WriteOptional extends StdSerializer<Optional> {
    WriteOptional() {
      super(Optional.class);
    }

    @Override
    @SuppressWarnings("unchecked")
    public void serialize(Optional value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartArray();
      if (value.isPresent()) {
        provider.defaultSerializeValue(value.get(), out);
      }
      out.writeEndArray();
    }
  }

  /** The only optional component of the normal form is a range: no element, or one. */
  @SuppressWarnings("rawtypes")
  private static final class ReadOptionalRange extends StdDeserializer<Optional> {
    ReadOptionalRange() {
      super(Optional.class);
    }

    @Override
    public Optional deserialize(JsonParser in, DeserializationContext context) throws IOException {
      Range[] ranges = context.readValue(in, Range[].class);
      return switch (ranges.length) {
        case 0 -> Optional.empty();
        case 1 -> Optional.of(ranges[0]);
        default -> throw new IOException("more than one value");
      };
    }
  }
}
