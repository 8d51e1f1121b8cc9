// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import static java.nio.charset.StandardCharsets.UTF_8;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.fhirpre.interceptor.body.ExportFile;
import org.fhirpre.interceptor.body.HookOrder;
import org.fhirpre.interceptor.requester.Requesters;
import org.fhirpre.interceptor.spi.Reader;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.IdType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about every line of an export file once more when it is fetched: what was revoked since
 * it was written stays behind. On the RestfulServer.
 */
@Interceptor(order = HookOrder.SHOW + 1)
public final class ExportFileHook {
  private static final Logger log = LoggerFactory.getLogger(ExportFileHook.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CHUNK = 200;

  private final Requesters requesters;
  private final LaterView view;

  public ExportFileHook(Requesters requesters, LaterView view) {
    this.requesters = requesters;
    this.view = view;
  }

  @SuppressWarnings(
      "CatchingUnchecked") // the edge of the process: whatever fails, nothing is shown
  @Hook(Pointcut.STORAGE_PRESHOW_RESOURCES)
  public void show(IPreResourceShowDetails page, RequestDetails request) {
    for (int i = 0; i < page.size(); i++) {
      if (page.getResource(i) instanceof Binary file && ExportFile.owner(file).isPresent()) {
        try {
          Reader reader = requesters.of(request).orElseThrow();
          file.setData(kept(reader, new String(file.getData(), UTF_8)).getBytes(UTF_8));
        } catch (RuntimeException | JsonProcessingException failed) {
          log.error("export file withheld failure={}", failed.getClass().getName());
          page.setResource(i, null);
        }
      }
    }
  }

  private String kept(Reader reader, String ndjson) throws JsonProcessingException {
    List<String> lines = ndjson.lines().toList();
    StringBuilder kept = new StringBuilder();
    for (int from = 0; from < lines.size(); from += CHUNK) {
      List<String> chunk = lines.subList(from, Math.min(lines.size(), from + CHUNK));
      List<IdType> ids = new ArrayList<>();
      for (String line : chunk) {
        ids.add(id(JSON.readTree(line)));
      }
      List<Boolean> permitted = view.mayHave(reader, ids);
      for (int i = 0; i < chunk.size(); i++) {
        if (permitted.get(i)) {
          kept.append(chunk.get(i)).append('\n');
        }
      }
    }
    return kept.toString();
  }

  private static IdType id(JsonNode resource) {
    return new IdType(
        resource.path("resourceType").asText(),
        resource.path("id").asText(),
        resource.path("meta").path("versionId").asText());
  }
}
