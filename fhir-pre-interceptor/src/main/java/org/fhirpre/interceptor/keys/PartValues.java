// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import java.util.List;
import java.util.Optional;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;

/** Reads the parts of an operation's parameter; answers 400 for what is lacking. */
public final class PartValues {
  private PartValues() {}

  /** The text of a primitive part that must be there. */
  public static String text(ParametersParameterComponent parameter, String name) {
    return find(parameter, name)
        .orElseThrow(
            () ->
                FhirErrors.badRequest(
                    "malformed-encoding",
                    "A part " + name + " of " + parameter.getName() + " is missing"));
  }

  /** The text of a primitive part. */
  public static Optional<String> find(ParametersParameterComponent parameter, String name) {
    return parameter.getPart().stream()
        .filter(part -> name.equals(part.getName()) && part.hasValue())
        .map(part -> Optional.ofNullable(part.getValue().primitiveValue()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The bytes of all parts of a name. */
  public static List<byte[]> bytes(ParametersParameterComponent parameter, String name) {
    return parameter.getPart().stream()
        .filter(part -> name.equals(part.getName()))
        .map(ParametersParameterComponent::getValue)
        .filter(Base64BinaryType.class::isInstance)
        .map(value -> Optional.ofNullable(((Base64BinaryType) value).getValue()))
        .flatMap(Optional::stream)
        .toList();
  }
}
