// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import ca.uhn.fhir.context.FhirContext;
import java.util.regex.Pattern;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.FhirHttp;
import org.fhirpre.client.FhirPreClient;
import org.fhirpre.client.ResourceOpener;
import org.hl7.fhir.r4.model.Parameters;

/** Gets grant plans from the server, and tells references from files. */
final class PlanSource {
  private static final Pattern CONSENT = Pattern.compile("Consent/[A-Za-z0-9\\-.]{1,64}");

  private final FhirHttp http;
  private final FhirPreClient parser;

  PlanSource(FhirHttp http) {
    this.http = http;
    this.parser = new FhirPreClient(http, FhirContext.forR4Cached(), ResourceOpener.keyless());
  }

  static boolean isReference(String text) {
    return CONSENT.matcher(text).matches();
  }

  /** The plan of a stored Consent. */
  Parameters of(String consent) {
    return parameters(http.get(consent + "/$grant-plan"));
  }

  /** Calls an operation. */
  Parameters post(String operation, Parameters request) {
    return parameters(http.post(operation, ResourceText.of(request)));
  }

  private Parameters parameters(FhirHttp.Answer answer) {
    if (parser.parse(answer.body()) instanceof Parameters parameters) {
      return parameters;
    }
    throw new ClientException.Unreachable("the server's answer is no plan");
  }
}
