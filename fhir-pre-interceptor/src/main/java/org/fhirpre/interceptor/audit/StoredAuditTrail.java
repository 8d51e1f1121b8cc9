// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.audit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.fhirpre.interceptor.audit.AuditEvents.Noted;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.IdType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link AuditTrail} as AuditEvents in the server itself.
 *
 * <p>Changes of keys and grants are stored in the caller's transaction: no change without its
 * event. Reads and denials go through a bounded queue to one thread, which stores what a moment
 * brought together; a reader waits while it is full, so that nothing is dropped, and closing stores
 * what is left.
 */
public final class StoredAuditTrail implements AuditTrail, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StoredAuditTrail.class);
  private static final int QUEUED = 2_000;
  private static final long POLL_MS = 200;
  private static final long MOMENT_MS = 200;
  private static final long CLOSE_MS = 15_000;
  private static final long PAUSE_MS = 1_000;

  private final AuditWriter writer;
  private final AuditEvents events;
  private final Clock clock;
  private final BlockingQueue<Noted> queue = new LinkedBlockingQueue<>(QUEUED);
  private final Thread thread = new Thread(this::drain, "fhir-pre-audit");
  private volatile boolean closing;

  /**
   * @param serverBase base URL as the server calls itself
   */
  public StoredAuditTrail(AuditWriter writer, String serverBase, Clock clock) {
    this.writer = writer;
    this.events = new AuditEvents(serverBase);
    this.clock = clock;
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  @Override
  public void record(Entry entry) {
    Noted noted = new Noted(entry, clock.instant());
    if (!AuditEvents.isRead(entry.kind())) {
      stored(noted);
      return;
    }
    try {
      queue.put(noted);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before an access was written down", stopped);
    }
  }

  @Override
  public Optional<String> recordNamed(Entry entry) {
    return stored(new Noted(entry, clock.instant())).stream()
        .map(AuditEvent::getIdElement)
        .filter(IdType::hasIdPart)
        .map(id -> "AuditEvent/" + id.getIdPart())
        .findFirst();
  }

  private List<AuditEvent> stored(Noted noted) {
    List<AuditEvent> written = events.of(List.of(noted));
    writer.store(written);
    return written;
  }

  private void drain() {
    List<Noted> batch = new ArrayList<>();
    while (!closing || !queue.isEmpty() || !batch.isEmpty()) {
      try {
        if (batch.isEmpty()) {
          take(batch);
        }
        store(batch);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void take(List<Noted> batch) throws InterruptedException {
    Noted first = queue.poll(POLL_MS, TimeUnit.MILLISECONDS);
    if (first != null) {
      if (!closing) {
        Thread.sleep(MOMENT_MS);
      }
      batch.add(first);
      queue.drainTo(batch);
    }
  }

  /** The edge of this thread: what cannot be stored now is tried again, before anything later. */
  private void store(List<Noted> batch) throws InterruptedException {
    if (batch.isEmpty()) {
      return;
    }
    try {
      writer.store(events.of(batch));
      batch.clear();
    } catch (RuntimeException failed) {
      log.error(
          "audit entries wait count={} kind={}", batch.size(), failed.getClass().getSimpleName());
      Thread.sleep(PAUSE_MS);
    }
  }

  /** Waits until the queue is stored, 15 s at most. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(CLOSE_MS);
      if (thread.isAlive()) {
        thread.interrupt();
        log.error("audit entries lost at shutdown count={}", queue.size());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
