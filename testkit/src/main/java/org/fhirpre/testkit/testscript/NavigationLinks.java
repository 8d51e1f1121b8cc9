// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleLinkComponent;

/**
 * {@code assert.navigationLinks}: a page says where it is, and where the rest is if there is one.
 */
final class NavigationLinks {
  private NavigationLinks() {}

  /** What is wrong with the links of this page. */
  static Optional<String> wrong(Content content) {
    return content
        .resource()
        .map(found -> found instanceof Bundle page ? wrong(page) : Optional.of("no Bundle"))
        .orElse(Optional.of("no Bundle"));
  }

  private static Optional<String> wrong(Bundle page) {
    Set<String> relations = new HashSet<>();
    for (BundleLinkComponent link : page.getLink()) {
      if (!relations.add(link.getRelation())) {
        return Optional.of("two links " + link.getRelation());
      }
      if (!isAbsolute(link.getUrl())) {
        return Optional.of("link " + link.getRelation() + " is no absolute URL");
      }
    }
    if (!relations.contains("self")) {
      return Optional.of("no link self");
    }
    boolean rest = page.hasTotal() && page.getTotal() > matches(page);
    boolean named = List.of("next", "previous", "prev").stream().anyMatch(relations::contains);
    return Asserts.failed(!rest || named, "more matches than entries, but no link to them");
  }

  private static boolean isAbsolute(String url) {
    try {
      return URI.create(url.replace("|", "%7C")).isAbsolute();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static long matches(Bundle page) {
    return page.getEntry().stream()
        .filter(entry -> !"include".equals(entry.getSearch().getModeElement().getCode()))
        .count();
  }
}
