// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.web;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** A request whose body is decompressed here and limited; HAPI sees it as never compressed. */
final class LimitedRequest extends HttpServletRequestWrapper {
  private final long limitBytes;
  private final boolean gzip;
  private Optional<LimitedBody> body = Optional.empty();

  LimitedRequest(HttpServletRequest request, long limitBytes, boolean gzip) {
    super(request);
    this.limitBytes = limitBytes;
    this.gzip = gzip;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (body.isEmpty()) {
      InputStream sent = super.getInputStream();
      body = Optional.of(new LimitedBody(gzip ? new GZIPInputStream(sent) : sent, limitBytes));
    }
    return body.get();
  }

  @Override
  public BufferedReader getReader() throws IOException {
    Charset charset =
        Optional.ofNullable(getCharacterEncoding())
            .map(Charset::forName)
            .orElse(StandardCharsets.UTF_8);
    return new BufferedReader(new InputStreamReader(getInputStream(), charset));
  }

  @Override
  public @Nullable String getHeader(String name) {
    return hides(name) ? null : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return hides(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> names = Collections.list(super.getHeaderNames());
    names.removeIf(this::hides);
    return Collections.enumeration(names);
  }

  private boolean hides(String name) {
    return gzip && HttpHeaders.CONTENT_ENCODING.equalsIgnoreCase(name);
  }
}
