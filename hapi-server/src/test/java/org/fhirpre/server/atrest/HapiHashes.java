// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.atrest;

import ca.uhn.fhir.jpa.searchparam.extractor.ResourceIndexedSearchParams;
import ca.uhn.fhir.jpa.searchparam.matcher.IndexedSearchParamExtractor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fhirpre.interceptor.index.PlaintextMatching;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.testkit.atrest.Canary;
import org.fhirpre.testkit.atrest.FilledResource;
import org.fhirpre.testkit.atrest.Form;
import org.jspecify.annotations.Nullable;

/**
 * The hashes without a key that plain HAPI would store of canaries. Not {@code HASH_NORM_PREFIX}:
 * it hashes one character, which says nothing and collides.
 */
final class HapiHashes {
  static final String FORM = "HAPI hash";

  private final Map<String, Canary> canaries = new HashMap<>();
  private final List<Form> forms = new ArrayList<>();

  private HapiHashes(FilledResource filled) {
    filled.canaries().forEach(canary -> canaries.put(canary.value(), canary));
  }

  /** Asks HAPI's own extractor, hence knows every search parameter of the server. */
  static List<Form> of(Deployment server, List<FilledResource> filled) {
    IndexedSearchParamExtractor extractor = server.bean(IndexedSearchParamExtractor.class);
    PlaintextMatching plaintext = server.bean(PlaintextMatching.class);
    List<Form> forms = new ArrayList<>();
    for (FilledResource one : filled) {
      ResourceIndexedSearchParams rows =
          plaintext.within(() -> extractor.extractIndexedSearchParams(one.resource(), null));
      forms.addAll(new HapiHashes(one).ofRows(rows));
    }
    return forms;
  }

  private List<Form> ofRows(ResourceIndexedSearchParams rows) {
    rows.myTokenParams.forEach(
        row -> {
          add(row.getSystem(), row.getHashSystem());
          add(row.getValue(), row.getHashValue());
          add(row.getValue(), row.getHashSystemAndValue());
        });
    rows.myStringParams.forEach(row -> add(row.getValueExact(), row.getHashExact()));
    rows.myUriParams.forEach(row -> add(row.getUri(), row.getHashUri()));
    rows.myQuantityParams.forEach(
        row -> {
          add(row.getUnits(), row.getHashIdentityAndUnits());
          add(row.getUnits(), row.getHashIdentitySystemAndUnits());
        });
    return forms;
  }

  private void add(@Nullable String value, @Nullable Long hash) {
    Canary canary = canaries.get(value);
    if (canary != null && hash != null) {
      forms.addAll(Form.number(canary, FORM, hash));
    }
  }
}
