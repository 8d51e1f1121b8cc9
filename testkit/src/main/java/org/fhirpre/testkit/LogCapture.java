// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Captures every log line of a logger and its children while open: formatted message, arguments,
 * MDC, key-value pairs and stack traces, because each of them may leak.
 *
 * <p>Survives a reset of the logging context, such as Spring Boot makes at start. Thread-safe.
 */
public final class LogCapture implements AutoCloseable {

  private final Logger logger;
  private final Level level;
  private final @Nullable Level before;
  private final Lines lines = new Lines();
  private final Reattach reattach = new Reattach();

  private LogCapture(String loggerName, Level level) {
    this.logger = context().getLogger(loggerName);
    this.level = level;
    this.before = logger.getLevel();
    lines.setContext(context());
    lines.start();
    attach();
    context().addListener(reattach);
  }

  /**
   * Starts capturing.
   *
   * @param level what is captured at least; the logger's own level is set to it until {@link
   *     #close}
   * @param loggerName for example {@code org.fhirpre}, or {@code ROOT} for everything
   */
  public static LogCapture at(Level level, String loggerName) {
    return new LogCapture(loggerName, level);
  }

  /** Captures what the configured levels let through, from every logger. */
  public static LogCapture asConfigured() {
    Logger root = context().getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    return new LogCapture(root.getName(), root.getEffectiveLevel());
  }

  /** One entry per event, stack trace included; a snapshot. */
  public List<String> lines() {
    return List.copyOf(lines.captured);
  }

  /** True if any captured event holds the text, whatever its case. */
  public boolean contains(String text) {
    return lines.captured.stream().anyMatch(line -> containsIgnoringCase(line, text));
  }

  @Override
  public void close() {
    context().removeListener(reattach);
    logger.detachAppender(lines);
    logger.setLevel(before);
    lines.stop();
  }

  private void attach() {
    if (!level.equals(logger.getEffectiveLevel())) {
      logger.setLevel(level);
    }
    logger.addAppender(lines);
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }

  private static boolean containsIgnoringCase(String line, String text) {
    for (int at = 0; at + text.length() <= line.length(); at++) {
      if (line.regionMatches(true, at, text, 0, text.length())) {
        return true;
      }
    }
    return false;
  }

  private static final class Lines extends AppenderBase<ILoggingEvent> {
    final Queue<String> captured = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      captured.add(describe(event));
    }

    private static String describe(ILoggingEvent event) {
      StringBuilder line = new StringBuilder(200);
      line.append(event.getLevel()).append(' ').append(event.getLoggerName()).append(' ');
      line.append(event.getFormattedMessage());
      if (event.getArgumentArray() != null) {
        line.append(" args=").append(Arrays.toString(event.getArgumentArray()));
      }
      if (!event.getMDCPropertyMap().isEmpty()) {
        line.append(" mdc=").append(event.getMDCPropertyMap());
      }
      if (event.getKeyValuePairs() != null) {
        line.append(" pairs=").append(event.getKeyValuePairs());
      }
      if (event.getThrowableProxy() != null) {
        line.append('\n').append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
      return line.toString();
    }
  }

  private final class Reattach implements LoggerContextListener {
    @Override
    public boolean isResetResistant() {
      return true;
    }

    @Override
    public void onReset(LoggerContext context) {
      lines.start();
      attach();
    }

    @Override
    public void onStart(LoggerContext context) {}

    @Override
    public void onStop(LoggerContext context) {}

    @Override
    public void onLevelChange(Logger changed, Level newLevel) {}
  }
}
