// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds request bodies before anything parses them: by Content-Length at once, and otherwise
 * (chunked, compressed) while they are read.
 */
final class BodyLimitFilter extends OncePerRequestFilter {
  static final long LIMIT_BYTES = 16L << 20;

  // Searches by POST. Tomcat silently drops the parameters of a longer or a compressed form,
  // which would turn a narrow search into a wide one.
  private static final long FORM_LIMIT_BYTES = 1L << 20;
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String GZIP = "gzip";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String encoding =
        Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_ENCODING))
            .map(name -> name.toLowerCase(Locale.ROOT))
            .filter(name -> !name.equals("identity"))
            .orElse("");
    boolean form = isForm(request);
    boolean gzip = encoding.equals(GZIP) && !form;
    if (!encoding.isEmpty() && !gzip) {
      Outcome.ENCODING_UNKNOWN.send(response);
    } else if (request.getContentLengthLong() > (form ? FORM_LIMIT_BYTES : LIMIT_BYTES)
        || (form && isChunked(request))) {
      Outcome.BODY_TOO_LARGE.send(response);
    } else {
      chain.doFilter(form ? request : new LimitedRequest(request, LIMIT_BYTES, gzip), response);
    }
  }

  private static boolean isForm(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith(FORM);
  }

  // A form without a length cannot be bounded before Tomcat parses it.
  private static boolean isChunked(HttpServletRequest request) {
    return request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }
}
