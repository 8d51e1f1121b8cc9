// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import ca.uhn.fhir.rest.client.api.IHttpResponse;
import ca.uhn.fhir.util.StopWatch;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A response of which only the body was replaced. */
final class OpenedResponse implements IHttpResponse {
  private final IHttpResponse received;
  private final byte[] body;

  OpenedResponse(IHttpResponse received, byte[] body) {
    this.received = received;
    this.body = body;
  }

  @Override
  public void bufferEntity() {}

  @Override
  public void close() {
    received.close();
  }

  @Override
  public Reader createReader() {
    return new InputStreamReader(readEntity(), StandardCharsets.UTF_8);
  }

  @Override
  public InputStream readEntity() {
    return new ByteArrayInputStream(body);
  }

  @Override
  public Map<String, List<String>> getAllHeaders() {
    return received.getAllHeaders();
  }

  @Override
  public List<String> getHeaders(String name) {
    return received.getHeaders(name);
  }

  @Override
  public String getMimeType() {
    return received.getMimeType();
  }

  @Override
  public StopWatch getRequestStopWatch() {
    return received.getRequestStopWatch();
  }

  @Override
  public Object getResponse() {
    return received.getResponse();
  }

  @Override
  public int getStatus() {
    return received.getStatus();
  }

  @Override
  public String getStatusInfo() {
    return received.getStatusInfo();
  }
}
