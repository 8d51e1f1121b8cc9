// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.relay;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import ca.uhn.fhir.rest.api.EncodingEnum;
import java.util.Optional;
import org.fhirpre.client.Opened;
import org.fhirpre.client.ResourceOpener;
import org.fhirpre.terminology.Protection;
import org.fhirpre.terminology.ResourceTypes;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;

/**
 * Makes a sealed server look like any other to software that knows nothing of encryption: opens
 * answers with somebody's keys and patches by writing.
 */
public final class Opening implements Step {
  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final int CREATED = 201;

  private final ResourceOpener opener;
  private final Enrolment enrolment;
  private final Patching patching = new Patching(this);

  /** What is done about patients, by logical id. */
  public interface Enrolment {
    /** A Patient is new; its answer is not passed on yet. */
    void created(String patient);

    /** A Patient is about to be deleted. */
    void leaving(String patient);
  }

  public Opening(ResourceOpener opener, Enrolment enrolment) {
    this.opener = opener;
    this.enrolment = enrolment;
  }

  @Override
  public Answered answer(Asked asked, Behind server) {
    if (asked.method().equals("PATCH") && sealed(asked.type())) {
      return patching.answer(asked, server);
    }
    if (asked.method().equals("DELETE")) {
      patient(asked.path()).ifPresent(enrolment::leaving);
    }
    Answered answer = represented(asked, server.send(asked), server);
    if (!answer.succeeded()) {
      return answer;
    }
    if (answer.status() == CREATED) {
      // HAPI gives no Location for a PUT, which names the place itself unless it is conditional
      String place =
          answer
              .header("Location")
              .or(() -> answer.header("Content-Location"))
              .orElse(asked.path());
      patient(place).ifPresent(enrolment::created);
    }
    Optional<EncodingEnum> encoding =
        answer
            .header("Content-Type")
            .map(type -> type.split(";", 2)[0])
            .map(EncodingEnum::forContentTypeStrict);
    return encoding.isPresent() && !answer.body().isEmpty()
        ? opened(asked, answer, encoding.get().newParser(R4))
        : answer;
  }

  /** The server shows a writer what was written, but not what was there already. */
  private static Answered represented(Asked asked, Answered answer, Behind server) {
    boolean wanted =
        asked
                .header("Prefer")
                .filter(prefer -> prefer.contains("return=representation"))
                .isPresent()
            && answer.succeeded()
            && answer.body().isEmpty();
    Optional<String> place = wanted ? answer.header("Location") : Optional.empty();
    if (place.isEmpty()) {
      return answer;
    }
    IdType id = new IdType(place.get()).toUnqualified();
    Asked plain = asked.without("Content-Type").without("If-None-Exist").without("Prefer");
    Answered read = server.send(plain.instead("GET", id.getValue(), ""));
    return read.succeeded() ? answer.withBodyOf(read) : answer;
  }

  /** What holds nothing sealed is passed on as it came. */
  private Answered opened(Asked asked, Answered answer, IParser parser) {
    parser.setParserErrorHandler(new LenientErrorHandler(false));
    parser.setStripVersionsFromReferences(false);
    parser.setOverrideResourceIdWithBundleEntryFullUrl(false);
    Resource received = (Resource) parser.parseResource(answer.text());
    if (received instanceof CapabilityStatement statement) {
      declarePatch(statement);
      return answer.withText(parser.encodeResourceToString(statement));
    }
    if (received instanceof Bundle bundle) {
      bundle.getEntry().stream()
          .map(Bundle.BundleEntryComponent::getResponse)
          .filter(response -> response.hasStatus() && response.getStatus().startsWith("201"))
          .flatMap(response -> patient(response.getLocation()).stream())
          .forEach(enrolment::created);
    }
    Opened opened = opener.open(received);
    return opened.opened() + opened.unopened() == 0
        ? answer
        : answer.withText(Subset.of(asked).encoded(opened.resource(), parser));
  }

  private static Optional<String> patient(String location) {
    IdType id = new IdType(location);
    return "Patient".equals(id.getResourceType()) && id.hasIdPart()
        ? Optional.of(id.getIdPart())
        : Optional.empty();
  }

  /** The server does not offer it for these types; this does. */
  private static void declarePatch(CapabilityStatement statement) {
    statement.getRestFirstRep().getResource().stream()
        .filter(resource -> sealed(resource.getType()))
        .forEach(resource -> resource.addInteraction().setCode(TypeRestfulInteraction.PATCH));
  }

  private static boolean sealed(String type) {
    return ResourceTypes.find(type).map(row -> row.protection() != Protection.CLEAR).orElse(true);
  }
}
