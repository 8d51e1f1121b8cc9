// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import java.net.URLEncoder;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** One step of a chain: what its user may have of a type by one condition. */
public final class PermittedIds {
  private static final int MOST = 1_000;

  private final Supplier<MatchUrlService> matchUrls;
  private final FhirContext fhir;

  public PermittedIds(Supplier<MatchUrlService> matchUrls, FhirContext fhir) {
    this.matchUrls = matchUrls;
    this.fhir = fhir;
  }

  /**
   * @param condition parameter with modifier or chain, not encoded
   * @param search what is permitted of a search's results
   */
  List<String> of(
      String type,
      String condition,
      String values,
      Function<SearchParameterMap, Collection<IBaseResource>> search) {
    SearchParameterMap map = parsed(type, condition, values);
    map.setOffset(0);
    map.setCount(MOST + 1);
    Collection<IBaseResource> found = search.apply(map);
    limit(found.size());
    return found.stream().map(resource -> resource.getIdElement().getIdPart()).toList();
  }

  static void limit(int found) {
    if (found > MOST) {
      throw FhirErrors.limitExceeded(
          "A condition on linked resources is met by more than 1,000 of them; narrow it");
    }
  }

  /** What HAPI does not take for a condition would be left out, and everything found. */
  private SearchParameterMap parsed(String type, String condition, String values) {
    if (!fhir.getResourceTypes().contains(type)) {
      throw Refusal.PARAMETER_HIDDEN.of(name(condition));
    }
    String url = type + "?" + encoded(condition) + "=" + encoded(values);
    SearchParameterMap map =
        matchUrls.get().translateMatchUrl(url, fhir.getResourceDefinition(type));
    map.clean();
    if (map.isEmpty() && map.getLastUpdated() == null) {
      throw Refusal.PARAMETER_HIDDEN.of(name(condition));
    }
    return map;
  }

  private static String name(String condition) {
    return condition.split("[.:]", 2)[0];
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
