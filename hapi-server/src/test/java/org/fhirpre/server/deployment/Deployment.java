// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.fhirpre.client.agent.AgentConfig;
import org.fhirpre.client.agent.KeyAgent;
import org.fhirpre.client.keystore.Keystore;
import org.fhirpre.client.keystore.Passphrase;
import org.fhirpre.server.FhirPreServer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A server and its key agent on one database, started with an operator's settings. */
public final class Deployment implements AutoCloseable {
  private static final Map<Database, Deployment> SHARED = new EnumMap<>(Database.class);
  private static final Set<Path> FOLDERS = ConcurrentHashMap.newKeySet();

  private final Path data;
  private final int agentPort;
  private final URI base;
  private final List<String> arguments;
  private @Nullable KeyAgent agent;
  private @Nullable ConfigurableApplicationContext server;
  private @Nullable ServerProcess process;

  private Deployment(Path data, int port, int agentPort, List<String> arguments) {
    this.data = data;
    this.agentPort = agentPort;
    this.base = URI.create("http://localhost:" + port + "/fhir");
    this.arguments = arguments;
  }

  /** The one that tests share, because a context costs half a minute; tests isolate by data. */
  public static synchronized Deployment shared(Database database) {
    return SHARED.computeIfAbsent(database, Deployment::sharedUntilExit);
  }

  private static Deployment sharedUntilExit(Database database) {
    Deployment started = start(database, "--fhirpre.server.rest-hooks=http://127.0.0.1:");
    // Boot has closed the server by then, and the database ends after this.
    SpringApplication.getShutdownHandlers().add(started::close);
    return started;
  }

  /** A deployment of one's own, on a fresh database. */
  public static Deployment start(Database database, String... settings) {
    Deployment deployment = prepare(database::settings, settings);
    deployment.startAgent();
    deployment.startServer();
    return deployment;
  }

  /**
   * A deployment of which nothing runs yet.
   *
   * @param database arguments of the server for a fresh database, given the data folder
   */
  public static Deployment prepare(Function<Path, List<String>> database, String... settings) {
    Path data = Folders.create("data");
    FOLDERS.add(data);
    int port = freePort();
    int agentPort = freePort();
    List<String> arguments = new ArrayList<>(database.apply(data));
    arguments.add("--server.port=" + port);
    arguments.add("--fhirpre.base=http://localhost:" + port + "/fhir");
    arguments.add("--fhirpre.server.data=" + data);
    arguments.add("--fhirpre.agent.url=http://127.0.0.1:" + agentPort);
    arguments.add("--fhirpre.agent.token-file=" + data.resolve("agent.token"));
    arguments.add("--fhirpre.server.job-interval=1s");
    arguments.addAll(List.of(settings));
    return new Deployment(data, port, agentPort, arguments);
  }

  /**
   * Another one on the same database, keys and agent, to be started as a process and killed; what
   * it stands on belongs to this one.
   */
  public Deployment beside() {
    int port = freePort();
    List<String> changed =
        new ArrayList<>(arguments.stream().filter(a -> !a.startsWith("--server.port=")).toList());
    changed.add("--server.port=" + port);
    return new Deployment(data, port, agentPort, changed);
  }

  public URI base() {
    return base;
  }

  /** The folder that the server writes to. */
  public Path data() {
    return data;
  }

  public DataSource dataSource() {
    return bean(DataSource.class);
  }

  public <T> T bean(Class<T> type) {
    ConfigurableApplicationContext running = server;
    if (running == null) {
      throw new IllegalStateException("the server is not running");
    }
    return running.getBean(type);
  }

  /** Data folders of all that are not closed, the shared ones among them. */
  public static Set<Path> folders() {
    return Set.copyOf(FOLDERS);
  }

  /** Somebody who comes with a demo client's credentials. */
  public Party party(String clientId) {
    return new Party(this, clientId);
  }

  public void startServer() {
    server =
        new SpringApplicationBuilder(FhirPreServer.class).run(arguments.toArray(String[]::new));
  }

  /** Starts the server outside of this JVM and waits until it answers. */
  public void startProcess() {
    ServerProcess started = ServerProcess.start(arguments, data);
    process = started;
    started.await(URI.create(base + "/metadata"));
  }

  /** Kills the server that {@link #startProcess} started. */
  public void killProcess() {
    ServerProcess running = process;
    if (running != null) {
      running.kill();
      process = null;
    }
  }

  public void stopServer() {
    ConfigurableApplicationContext running = server;
    if (running != null) {
      running.close();
      server = null;
    }
  }

  public void startAgent() {
    Path keystore = keystore();
    SecureRandom random = new SecureRandom();
    try (Passphrase passphrase = passphrase()) {
      Keystore keys =
          Files.exists(keystore)
              ? Keystore.open(keystore, passphrase, random)
              : Keystore.create(keystore, passphrase, random);
      agent = KeyAgent.start(new AgentConfig(keys, agentPort, data.resolve("agent.token")));
    }
  }

  public void stopAgent() {
    KeyAgent running = agent;
    if (running != null) {
      running.close();
      agent = null;
    }
  }

  Path keystore() {
    return data.resolve("agent.keystore");
  }

  static Passphrase passphrase() {
    return Passphrase.of("a passphrase for tests only".toCharArray());
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    killProcess();
    stopServer();
    stopAgent();
    Folders.delete(data);
    FOLDERS.remove(data);
  }
}
