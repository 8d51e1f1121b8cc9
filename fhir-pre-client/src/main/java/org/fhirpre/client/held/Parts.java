// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.held;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.fhirpre.client.ClientException;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;

/**
 * Parameters, or the parts of one, by name.
 *
 * @param all in their order
 */
record Parts(List<ParametersParameterComponent> all) {

  static Parts of(Parameters parameters) {
    return new Parts(parameters.getParameter());
  }

  Stream<Parts> each(String name) {
    return named(name).map(part -> new Parts(part.getPart()));
  }

  Stream<ParametersParameterComponent> named(String name) {
    return all.stream().filter(part -> name.equals(part.getName()));
  }

  String text(String name) {
    return value(name, type -> Optional.ofNullable(type.primitiveValue()));
  }

  /** Empty if there is none. */
  String textOrNone(String name) {
    return named(name)
        .filter(ParametersParameterComponent::hasValue)
        .map(part -> Optional.ofNullable(part.getValue().primitiveValue()).orElse(""))
        .findFirst()
        .orElse("");
  }

  String reference(String name) {
    return value(name, type -> type instanceof Reference r ? given(r.getReference()) : none());
  }

  Coding coding(String name) {
    return value(name, type -> type instanceof Coding coding ? Optional.of(coding) : none());
  }

  byte[] bytes(String name) {
    return value(name, type -> type instanceof Base64BinaryType b ? given(b.getValue()) : none());
  }

  Instant instant(String name) {
    try {
      return OffsetDateTime.parse(text(name)).toInstant();
    } catch (DateTimeException malformed) {
      throw unusable();
    }
  }

  int number(String name) {
    try {
      return Integer.parseInt(text(name));
    } catch (NumberFormatException malformed) {
      throw unusable();
    }
  }

  private <T> T value(String name, Function<Type, Optional<T>> as) {
    List<ParametersParameterComponent> found = named(name).toList();
    if (found.size() != 1 || !found.get(0).hasValue()) {
      throw unusable();
    }
    return as.apply(found.get(0).getValue()).orElseThrow(Parts::unusable);
  }

  private static <T> Optional<T> given(@org.jspecify.annotations.Nullable T value) {
    return Optional.ofNullable(value);
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }

  static ClientException unusable() {
    return new ClientException.Unreachable("the server's answer is not what was asked for");
  }
}
