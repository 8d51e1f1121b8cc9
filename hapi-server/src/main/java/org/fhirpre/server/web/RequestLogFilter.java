// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fhirpre.terminology.ResourceTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/** One line a request at DEBUG: method, resource type, status and duration; no URL, no id. */
final class RequestLogFilter extends OncePerRequestFilter {
  private static final Logger log = LoggerFactory.getLogger(RequestLogFilter.class);
  private static final Pattern TYPE = Pattern.compile("/fhir/([A-Z][A-Za-z]{1,40})(/.*)?");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long start = System.nanoTime();
    try {
      chain.doFilter(request, response);
    } finally {
      log.debug(
          "request method={} type={} status={} ms={}",
          request.getMethod(),
          type(request.getRequestURI()),
          response.getStatus(),
          Duration.ofNanos(System.nanoTime() - start).toMillis());
    }
  }

  private static String type(String path) {
    Matcher matcher = TYPE.matcher(path);
    boolean known = matcher.matches() && ResourceTypes.find(matcher.group(1)).isPresent();
    return known ? matcher.group(1) : "-"; // anything else is the sender's own text
  }
}
