// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;

/**
 * Reads and searches a server and opens what it answers, without HAPI's own client.
 *
 * <pre>{@code
 * FhirHttp http = new FhirHttp(base, TokenSource.fixed(token), Duration.ofSeconds(60));
 * SigningKeys writers = SigningKeys.ofServer(http, context);
 * try (EnvelopeOpener opener = new EnvelopeOpener(context, OpeningKeys.ofReader(keys), writers)) {
 *   Opened patient = new FhirPreClient(http, context, opener).read("Patient/1");
 * }
 * }</pre>
 *
 * <p>Thread-safe if the opener is.
 */
public final class FhirPreClient {
  private final FhirHttp http;
  private final FhirContext context;
  private final ResourceOpener opener;

  /**
   * @param opener stays the caller's
   */
  public FhirPreClient(FhirHttp http, FhirContext context, ResourceOpener opener) {
    this.http = http;
    this.context = context;
    this.opener = opener;
  }

  /**
   * One GET.
   *
   * @param query relative to the base: {@code Observation/1}, {@code Patient/1/$everything}, …
   * @throws ClientException.Refused if there is no such resource or no access to it
   * @throws ClientException.NotOpened if the resource does not open; Bundles: {@link Opened}
   */
  public Opened read(String query) {
    return opener.open(received(query));
  }

  /**
   * A search with all its pages, in order.
   *
   * @param wantsMore is given each page and says whether to go on
   * @throws ClientException.Unreachable if the pages run in a circle, or out of the server
   */
  public void search(String query, Predicate<Opened> wantsMore) {
    Set<String> seen = new HashSet<>();
    Optional<String> next = Optional.of(query);
    while (next.isPresent()) {
      if (!seen.add(next.get())) {
        throw new ClientException.Unreachable("the server's pages run in a circle");
      }
      Resource page = received(next.get());
      if (!wantsMore.test(opener.open(page))) {
        return;
      }
      next = following(page);
    }
  }

  /** The answer to a GET as it came, parsed. */
  public Resource received(String query) {
    return parse(http.get(query).body());
  }

  /**
   * Parses what a server sent.
   *
   * @throws ClientException.Unreachable if it is not an R4 resource
   */
  public Resource parse(String json) {
    try {
      if (parser().parseResource(json) instanceof Resource resource) {
        return resource;
      }
    } catch (DataFormatException e) {
      throw new ClientException.Unreachable("the answer is not FHIR R4");
    }
    throw new ClientException.Unreachable("the answer is not FHIR R4");
  }

  private IParser parser() {
    return context
        .newJsonParser()
        .setOverrideResourceIdWithBundleEntryFullUrl(false)
        .setParserErrorHandler(new LenientErrorHandler(false));
  }

  private static Optional<String> following(Resource page) {
    return page instanceof Bundle bundle
        ? Optional.ofNullable(bundle.getLink("next")).map(Bundle.BundleLinkComponent::getUrl)
        : Optional.empty();
  }
}
