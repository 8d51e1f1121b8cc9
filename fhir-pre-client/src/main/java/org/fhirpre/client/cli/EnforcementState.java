// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import ca.uhn.fhir.context.FhirContext;
import java.util.Optional;
import java.util.stream.Stream;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.FhirHttp;
import org.fhirpre.client.FhirPreClient;
import org.fhirpre.client.ResourceOpener;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;

/** Asks what the server does about a Consent. */
final class EnforcementState {
  private EnforcementState() {}

  /**
   * The enforcement state, such as {@code enforced}; empty if the caller may not ask.
   *
   * @param consent {@code Consent/<id>}
   */
  static String of(FhirHttp http, String consent) {
    FhirPreClient client =
        new FhirPreClient(http, FhirContext.forR4Cached(), ResourceOpener.keyless());
    try {
      return client.received(consent + "/$consent-enforcement-status") instanceof Parameters answer
          ? state(answer).orElse("")
          : "";
    } catch (ClientException.Refused e) {
      return "";
    }
  }

  private static Optional<String> state(Parameters answer) {
    return answer.getParameter().stream()
        .flatMap(EnforcementState::withParts)
        .filter(part -> part.getName().equals("state") && part.hasValue())
        .map(part -> part.getValue().primitiveValue())
        .findFirst();
  }

  private static Stream<ParametersParameterComponent> withParts(
      ParametersParameterComponent parameter) {
    return Stream.concat(Stream.of(parameter), parameter.getPart().stream());
  }
}
