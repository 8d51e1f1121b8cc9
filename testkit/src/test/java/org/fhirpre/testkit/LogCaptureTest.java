// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogCaptureTest {

  private static final Logger LOG = LoggerFactory.getLogger("org.fhirpre.sample.Thing");

  @Test
  void captures_message_arguments_context_pairs_and_stack_trace() {
    try (LogCapture capture = LogCapture.at(Level.TRACE, "org.fhirpre.sample");
        MDC.MDCCloseable mdc = MDC.putCloseable("request", "in-context")) {
      assertThat(mdc).isNotNull();
      LOG.trace("shown {}", "in-message", new IllegalStateException("in-cause"));
      LOG.atDebug().addKeyValue("key", "in-pair").log("paired");
      assertThat(capture.lines()).hasSize(2);
      for (String marker : new String[] {"in-message", "IN-CAUSE", "in-context", "in-pair"}) {
        assertThat(capture.contains(marker)).as(marker).isTrue();
      }
      assertThat(capture.contains("absent")).isFalse();
    }
  }

  @Test
  void closing_restores_the_level() {
    boolean before = LOG.isTraceEnabled();
    LogCapture.at(Level.TRACE, "org.fhirpre.sample").close();
    assertThat(LOG.isTraceEnabled()).isEqualTo(before);
  }

  @Test
  void survives_a_reset_of_the_logging_context() {
    try (LogCapture capture = LogCapture.at(Level.DEBUG, "org.fhirpre.sample")) {
      ((LoggerContext) LoggerFactory.getILoggerFactory()).reset();
      LOG.debug("after the reset");
      assertThat(capture.contains("after the reset")).isTrue();
    }
  }

  @Test
  void captures_as_configured() {
    try (LogCapture capture = LogCapture.asConfigured()) {
      LOG.error("goes through");
      assertThat(capture.contains("goes through")).isTrue();
    }
  }
}
