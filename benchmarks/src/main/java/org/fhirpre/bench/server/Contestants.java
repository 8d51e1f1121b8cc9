// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The two servers of a run, same jar and same settings, the plug-in off in one and on in the other.
 * Everything is in one temporary folder and ends with this object, at the latest with this JVM.
 */
final class Contestants implements Closeable {

  static final String PLAIN = "plain";
  static final String SEALED = "sealed";

  private static final int ATTEMPTS = 10;
  private static final long PAUSE_NANOS = 500_000_000;

  private final Path checkout = Path.of("").toAbsolutePath();
  private final Path target = checkout.resolve("benchmarks/target");
  private final Settings settings;
  private final Deque<Closeable> started = new ArrayDeque<>();
  private final Thread atExit = new Thread(this::end, "contestants-end");
  private Optional<Database> database = Optional.empty();

  Contestants(Settings settings) {
    this.settings = settings;
  }

  /** Starts what is not running already, on empty databases: the plain one, then the sealed one. */
  List<Endpoint> start() throws IOException, InterruptedException, SQLException {
    if (settings.plain().isPresent() && settings.sealed().isPresent()) {
      return List.of(
          new Endpoint(settings.plain().get().base(), settings.plain().get().clients()),
          new Endpoint(settings.sealed().get().base(), settings.sealed().get().clients()));
    }
    Runtime.getRuntime().addShutdownHook(atExit);
    Files.createDirectories(target);
    Path folder = Files.createTempDirectory(target, "server-");
    started.push(() -> deleteWhenQuiet(folder));
    Database db = Database.start(settings.database(), folder);
    started.push(db);
    database = Optional.of(db);
    return List.of(startPlain(folder, db), startSealed(folder, db));
  }

  /** Empty for servers that somebody else runs. */
  Optional<Volume> volume(String contestant) throws SQLException {
    if (database.isEmpty()) {
      return Optional.empty();
    }
    Database db = database.get();
    return Optional.of(new Volume(db.bytes(contestant), db.indexRows(contestant)));
  }

  /** A connection to the database of a contestant that was started here; ends with this object. */
  Connection connect(String contestant) throws SQLException {
    Connection connection = database.orElseThrow().connect(contestant);
    started.push(() -> closed(connection));
    return connection;
  }

  private Endpoint startPlain(Path folder, Database db)
      throws IOException, InterruptedException, SQLException {
    List<String> settingsOfPlain = new ArrayList<>(db.settings(PLAIN));
    settingsOfPlain.add("--fhirpre.enabled=false");
    return startServer(folder.resolve(PLAIN), settingsOfPlain);
  }

  private Endpoint startSealed(Path folder, Database db)
      throws IOException, InterruptedException, SQLException {
    List<String> settingsOfSealed = new ArrayList<>(db.settings(SEALED));
    settingsOfSealed.addAll(startAgent(folder.resolve("agent")));
    return startServer(folder.resolve(SEALED), settingsOfSealed);
  }

  private List<String> startAgent(Path folder) throws IOException, InterruptedException {
    int port = ServerProcess.freePort();
    Path token = folder.resolve("token");
    URI address = URI.create("http://127.0.0.1:" + port);
    byte[] passphrase = new byte[16];
    new SecureRandom().nextBytes(passphrase);
    ServerProcess.Command command =
        java("fhir-pre-client/target/fhirpre.jar", "256m")
            .with("agent", "--keystore", folder.resolve("agent.keys").toString())
            .with("--port", Integer.toString(port), "--token-file", token.toString())
            .in(Map.of("FHIRPRE_PASSPHRASE", HexFormat.of().formatHex(passphrase)));
    ServerProcess agent = ServerProcess.start(command, folder, target.resolve("server-agent.log"));
    started.push(agent);
    agent.await(address.resolve("/v1/health"));
    return List.of("--fhirpre.agent.url=" + address, "--fhirpre.agent.token-file=" + token);
  }

  private Endpoint startServer(Path folder, List<String> special)
      throws IOException, InterruptedException {
    int port = ServerProcess.freePort();
    URI base = URI.create("http://localhost:" + port + "/fhir");
    ServerProcess.Command command =
        java("hapi-server/target/fhirpre-server.jar", "2g")
            .with("--server.port=" + port, "--fhirpre.base=" + base)
            .with(special.toArray(String[]::new));
    String name = String.valueOf(folder.getFileName());
    ServerProcess server =
        ServerProcess.start(command, folder, target.resolve("server-" + name + ".log"));
    started.push(server);
    server.await(URI.create(base + "/metadata"));
    return new Endpoint(base, Optional.of(folder.resolve("data/demo-clients.json")));
  }

  private ServerProcess.Command java(String jar, String heap) {
    Path file = checkout.resolve(jar);
    if (!Files.exists(file)) {
      throw new IllegalStateException("not built: " + file);
    }
    return ServerProcess.Command.java("-Xmx" + heap, "-jar", file.toString());
  }

  /** A database that was still being made when the run was ended writes for another moment. */
  private static void deleteWhenQuiet(Path folder) throws IOException {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        delete(folder);
        return;
      } catch (IOException stillWritten) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    delete(folder);
  }

  private static void closed(Connection connection) throws IOException {
    try {
      connection.close();
    } catch (SQLException failed) {
      throw new IOException(failed);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** Ends what was started last first; what does not end does not keep the others. */
  private synchronized void end() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (IOException left) {
        System.err.println("left behind: " + left.getMessage());
      }
    }
  }

  @Override
  public void close() {
    end();
  }
}
