// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.agent;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.keystore.Keystore;
import org.fhirpre.crypto.Umbral;

/**
 * A running managed key agent: HTTP/1.1 with JSON on the loopback interface, as {@code
 * docs/howto/client.md} describes it.
 *
 * <p>Thread-safe; requests run in parallel and are idempotent. An answer is sent only after what it
 * depends on has been stored.
 */
public final class KeyAgent implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int BACKLOG = 64;
  private static final int STOP_SECONDS = 2;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Keystore keystore;

  private KeyAgent(HttpServer server, ExecutorService threads, Keystore keystore) {
    this.server = server;
    this.threads = threads;
    this.keystore = keystore;
  }

  /**
   * Starts to answer.
   *
   * @throws ClientException.Misuse if the port is taken or the token file cannot be used
   */
  public static KeyAgent start(AgentConfig config) {
    SecureRandom random = new SecureRandom();
    AgentToken token = AgentToken.of(config.tokenFile(), random);
    PatientCalls patients = new PatientCalls(config.keystore(), random);
    GrantCalls grants =
        new GrantCalls(patients, Umbral.create(random).delegation(), InstantSource.system());
    try {
      HttpServer server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), config.port()), BACKLOG);
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      server.setExecutor(threads);
      server.createContext("/", new AgentHandler(token, patients, grants));
      server.start();
      return new KeyAgent(server, threads, config.keystore());
    } catch (IOException e) {
      throw new ClientException.Misuse("port " + config.port() + " is not free");
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Where the agent answers, without a path. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** Stops after the requests that are running, or after two seconds, and closes the keystore. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    // not before: the JDK's server waits out any delay that it is given
    server.stop(0);
    keystore.close();
  }
}
