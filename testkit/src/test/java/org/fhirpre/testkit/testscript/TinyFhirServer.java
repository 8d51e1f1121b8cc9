// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import ca.uhn.fhir.rest.api.EncodingEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fhirpre.testkit.testscript.StubServer.Answer;
import org.fhirpre.testkit.testscript.StubServer.Received;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Resource;

/** Patients in memory: create, read, update, delete, history and a search that finds them all. */
final class TinyFhirServer implements StubServer.Answers {
  private static final String LAST_MODIFIED = "Tue, 02 Jan 2024 03:04:05 GMT";

  private final Map<String, List<Resource>> versions = new TreeMap<>();
  private int next = 1;

  @Override
  public synchronized Answer to(Received request) {
    String path =
        request.path().replaceFirst("\\?.*", "").replaceFirst("^https?://[^/]+/fhir/", "");
    List<String> steps = List.of(path.split("/", -1));
    return switch (request.method()) {
      case "POST" -> stored(request, "n" + next++, 201);
      case "PUT" -> stored(request, steps.get(1), versions.containsKey(steps.get(1)) ? 200 : 201);
      case "DELETE" -> deleted(steps.get(1));
      default -> steps.size() == 1 ? all(request) : read(request, steps);
    };
  }

  private Answer stored(Received request, String id, int status) {
    Resource resource = Content.of(request.body()).resource().orElseThrow();
    List<Resource> all = versions.computeIfAbsent(id, key -> new ArrayList<>());
    resource.setId("Patient/" + id);
    resource.getMeta().setVersionId("" + (all.size() + 1));
    resource.getMeta().setLastUpdatedElement(new InstantType("2024-01-02T03:04:05Z"));
    all.add(resource);
    return encoded(request, status, resource);
  }

  private Answer deleted(String id) {
    versions.remove(id);
    return Answer.of(204, "");
  }

  private Answer read(Received request, List<String> steps) {
    String id = steps.get(1);
    if (id.matches(".*[A-Z].*")) {
      return Answer.of(400, "");
    }
    List<Resource> all = versions.getOrDefault(id, List.of());
    if (all.isEmpty()) {
      return Answer.of(404, "");
    }
    return steps.size() == 3
        ? encoded(request, 200, history(all))
        : encoded(request, 200, all.get(all.size() - 1));
  }

  private static Bundle history(List<Resource> versions) {
    Bundle bundle = new Bundle().setType(Bundle.BundleType.HISTORY);
    for (Resource each : versions) {
      Bundle.BundleEntryComponent entry = bundle.addEntry().setResource(each);
      entry.setFullUrl("http://localhost/fhir/Patient/" + each.getIdElement().getIdPart());
      entry.getRequest().setMethod(HTTPVerb.PUT).setUrl("Patient");
      entry.getResponse().setStatus("200");
    }
    return bundle;
  }

  private Answer all(Received request) {
    Bundle bundle = new Bundle().setType(Bundle.BundleType.SEARCHSET);
    bundle.addLink().setRelation("self").setUrl("http://localhost/fhir/Patient");
    bundle.setTotal(versions.size());
    for (List<Resource> each : versions.values()) {
      Resource resource = each.get(each.size() - 1);
      bundle
          .addEntry()
          .setFullUrl("http://localhost/fhir/Patient/" + resource.getIdElement().getIdPart())
          .setResource(resource)
          .getSearch()
          .setMode(Bundle.SearchEntryMode.MATCH);
    }
    return encoded(request, 200, bundle);
  }

  private static Answer encoded(Received request, int status, Resource resource) {
    boolean xml = request.headers().getOrDefault("Accept", "").contains("xml");
    EncodingEnum encoding = xml ? EncodingEnum.XML : EncodingEnum.JSON;
    String location =
        "http://"
            + request.headers().get("Host")
            + "/fhir/Patient/"
            + resource.getIdElement().getIdPart()
            + "/_history/1";
    Map<String, String> headers =
        Map.of(
            "Content-Type", encoding.getResourceContentTypeNonLegacy(),
            "Last-Modified", LAST_MODIFIED,
            "Location", location);
    return new Answer(
        status, headers, encoding.newParser(Content.R4).encodeResourceToString(resource));
  }
}
