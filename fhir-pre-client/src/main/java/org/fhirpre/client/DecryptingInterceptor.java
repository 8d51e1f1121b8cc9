// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.client.api.ClientResponseContext;
import ca.uhn.fhir.rest.client.api.IHttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;

/**
 * Makes HAPI's client read sealed records as if they were not: register it with {@code
 * IGenericClient.registerInterceptor}.
 *
 * <p>A Bundle comes with an OperationOutcome beside each entry that did not open; a single resource
 * that does not open makes the call throw {@link ClientException.NotOpened}. Refusals of the server
 * and answers that are not FHIR pass untouched. Thread-safe.
 */
@Interceptor
public final class DecryptingInterceptor {
  private final EnvelopeOpener opener;

  /**
   * @param opener stays the caller's: close it when the client is not used any more
   */
  public DecryptingInterceptor(EnvelopeOpener opener) {
    this.opener = opener;
  }

  /** Replaces the body of a successful answer by its opened form. */
  @Hook(Pointcut.CLIENT_RESPONSE)
  public void open(ClientResponseContext exchange) {
    IHttpResponse response = exchange.getHttpResponse();
    if (response.getStatus() / 100 != 2) {
      return;
    }
    EncodingEnum encoding = EncodingEnum.forContentTypeStrict(response.getMimeType());
    if (encoding == null) {
      return;
    }
    try {
      response.bufferEntity();
      IParser parser = encoding.newParser(exchange.getFhirContext());
      parser.setStripVersionsFromReferences(false);
      parser.setOverrideResourceIdWithBundleEntryFullUrl(false);
      byte[] body = body(response);
      if (body.length > 0) {
        exchange.setHttpResponse(new OpenedResponse(response, opened(body, parser)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the answer could not be read", e);
    }
  }

  private byte[] opened(byte[] body, IParser parser) {
    IBaseResource received = parser.parseResource(new String(body, StandardCharsets.UTF_8));
    if (!(received instanceof Resource resource)) {
      return body;
    }
    String readable = parser.encodeResourceToString(opener.open(resource).resource());
    return readable.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] body(IHttpResponse response) throws IOException {
    try (InputStream entity = response.readEntity()) {
      return entity == null ? new byte[0] : entity.readAllBytes();
    }
  }
}
