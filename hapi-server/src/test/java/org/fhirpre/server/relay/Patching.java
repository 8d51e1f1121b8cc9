// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.relay;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.patch.FhirPatch;
import ca.uhn.fhir.jpa.patch.JsonPatchUtils;
import ca.uhn.fhir.jpa.patch.XmlPatchUtils;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;

/** PATCH of a sealed resource: read, open, patch with HAPI's own code, write if unchanged. */
final class Patching {
  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final String FHIR_JSON = "application/fhir+json";
  private static final int PRECONDITION_FAILED = 412;
  private static final int ATTEMPTS = 3;

  private final Step reading;

  /**
   * @param reading opens what it reads
   */
  Patching(Step reading) {
    this.reading = reading;
  }

  Answered answer(Asked patch, Step.Behind server) {
    try {
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        Answered written = attempt(patch, server);
        if (written.status() != PRECONDITION_FAILED) {
          return written;
        }
      }
      throw new ResourceVersionConflictException("the resource changes all the time");
    } catch (BaseServerResponseException refused) {
      return refusal(refused.getStatusCode(), String.valueOf(refused.getMessage()));
    } catch (DataFormatException malformed) {
      return refusal(400, String.valueOf(malformed.getMessage()));
    }
  }

  private Answered attempt(Asked patch, Step.Behind server) {
    Asked plain =
        patch
            .without("If-Match")
            .without("Content-Type")
            .without("Prefer")
            .with("Accept", FHIR_JSON);
    Optional<String> found = target(patch, plain, server);
    if (found.isEmpty()) {
      throw new ResourceNotFoundException("nothing to patch");
    }
    Answered read = reading.answer(plain.instead("GET", found.get(), ""), server);
    if (!read.succeeded()) {
      return read;
    }
    Resource resource = (Resource) R4.newJsonParser().parseResource(read.text());
    String etag = "W/\"" + resource.getMeta().getVersionId() + "\"";
    if (patch.header("If-Match").filter(asked -> !asked.equals(etag)).isPresent()) {
      throw new ResourceVersionConflictException("the version is not the current one");
    }
    Resource patched = patched(resource, patch);
    String json = R4.newJsonParser().encodeResourceToString(patched);
    Asked put = patch.instead("PUT", found.get(), json).with("Content-Type", FHIR_JSON);
    return reading.answer(put.with("If-Match", etag), server);
  }

  /** Where it is; a conditional PATCH has to search. */
  private Optional<String> target(Asked patch, Asked plain, Step.Behind server) {
    if (patch.path().contains("/")) {
      return Optional.of(patch.path());
    }
    Asked search = new Asked("GET", patch.path(), patch.query(), plain.headers(), "");
    Answered answer = reading.answer(search, server);
    if (!(R4.newJsonParser().parseResource(answer.text()) instanceof Bundle bundle)) {
      throw new InvalidRequestException("the condition cannot be searched for");
    }
    List<String> matches =
        bundle.getEntry().stream()
            .filter(entry -> entry.getSearch().getMode() == SearchEntryMode.MATCH)
            .map(BundleEntryComponent::getResource)
            .map(match -> match.fhirType() + "/" + match.getIdElement().getIdPart())
            .toList();
    if (matches.size() > 1) {
      throw new PreconditionFailedException("several resources match");
    }
    return matches.stream().findFirst();
  }

  private static Resource patched(Resource resource, Asked patch) {
    String type = patch.header("Content-Type").orElse("").split(";", 2)[0].trim();
    switch (type) {
      case "application/json-patch+json" -> {
        return JsonPatchUtils.apply(R4, resource, patch.body());
      }
      case "application/xml-patch+xml" -> {
        return XmlPatchUtils.apply(R4, resource, patch.body());
      }
      default -> {
        EncodingEnum encoding = EncodingEnum.forContentType(type);
        if (encoding == null) {
          throw new InvalidRequestException("no form of patch: " + type);
        }
        Resource untouched = resource.copy();
        new FhirPatch(R4).apply(resource, encoding.newParser(R4).parseResource(patch.body()));
        refuseOtherId(untouched, resource);
        return resource;
      }
    }
  }

  private static void refuseOtherId(Resource before, Resource after) {
    if (!before.getIdElement().getIdPart().equals(after.getIdElement().getIdPart())) {
      throw new InvalidRequestException("a patch does not change the id");
    }
  }

  private static Answered refusal(int status, String why) {
    OperationOutcome outcome = new OperationOutcome();
    outcome
        .addIssue()
        .setSeverity(IssueSeverity.ERROR)
        .setCode(IssueType.PROCESSING)
        .setDiagnostics(why);
    Map<String, List<String>> headers =
        Map.of("Content-Type", List.of(FHIR_JSON + ";charset=UTF-8"));
    return new Answered(status, headers, "")
        .withText(R4.newJsonParser().encodeResourceToString(outcome));
  }
}
