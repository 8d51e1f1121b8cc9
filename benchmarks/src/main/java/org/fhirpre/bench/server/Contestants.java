// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The two servers of a run, same jar and same settings, the plug-in off in one and on in the other.
 */
final class Contestants implements Closeable {

  private static final String PLAIN = "plain";
  private static final String SEALED = "sealed";

  private final Path checkout = Path.of("").toAbsolutePath();
  private final Path folder = checkout.resolve("benchmarks/target/server");
  private final Settings settings;
  private final Deque<Closeable> started = new ArrayDeque<>();
  private Optional<EmbeddedPostgres> postgres = Optional.empty();

  Contestants(Settings settings) {
    this.settings = settings;
  }

  /** Starts what is not running already, on an empty database. */
  List<Endpoint> start() throws IOException, InterruptedException, SQLException {
    Optional<Settings.Running> plain = settings.plain();
    Optional<Settings.Running> sealed = settings.sealed();
    if (plain.isEmpty() || sealed.isEmpty()) {
      empty(folder);
      startDatabase();
    }
    Endpoint a = plain.isPresent() ? endpoint(plain.get()) : startPlain();
    Endpoint b = sealed.isPresent() ? endpoint(sealed.get()) : startSealed();
    return List.of(a, b);
  }

  /** Megabytes that a server's database takes; empty for servers that somebody else runs. */
  OptionalDouble megabytes(Endpoint server, List<Endpoint> both) throws IOException, SQLException {
    if (settings.plain().isPresent() || settings.sealed().isPresent()) {
      return OptionalDouble.empty();
    }
    String which = server == both.get(0) ? PLAIN : SEALED;
    return OptionalDouble.of(
        (postgres.isPresent() ? sizeInPostgres(postgres.get(), which) : sizeOnDisk(which)) / 1e6);
  }

  private static Endpoint endpoint(Settings.Running running) throws IOException {
    return new Endpoint(running.base(), running.clients());
  }

  private Endpoint startPlain() throws IOException, InterruptedException {
    return startServer(PLAIN, List.of("--fhirpre.enabled=false"));
  }

  private Endpoint startSealed() throws IOException, InterruptedException {
    int port = ServerProcess.freePort();
    Path token = folder.resolve("agent/token");
    URI address = URI.create("http://127.0.0.1:" + port);
    byte[] passphrase = new byte[16];
    new SecureRandom().nextBytes(passphrase);
    List<String> command =
        List.of(
            checkout.resolve("fhirpre").toString(),
            "agent",
            "--keystore",
            folder.resolve("agent/agent.keys").toString(),
            "--port",
            Integer.toString(port),
            "--token-file",
            token.toString());
    Map<String, String> environment =
        Map.of("FHIRPRE_PASSPHRASE", HexFormat.of().formatHex(passphrase));
    ServerProcess agent = ServerProcess.start(folder.resolve("agent"), environment, command);
    started.push(agent);
    agent.await(address.resolve("/v1/health"));
    return startServer(
        SEALED, List.of("--fhirpre.agent.url=" + address, "--fhirpre.agent.token-file=" + token));
  }

  private Endpoint startServer(String name, List<String> special)
      throws IOException, InterruptedException {
    int port = ServerProcess.freePort();
    URI base = URI.create("http://localhost:" + port + "/fhir");
    Path jar = checkout.resolve("hapi-server/target/fhirpre-server.jar");
    List<String> command = new ArrayList<>(List.of("java", "-Xmx2g", "-jar", jar.toString()));
    command.add("--server.port=" + port);
    command.add("--fhirpre.base=" + base);
    postgres.ifPresent(db -> command.addAll(dataSource(db, name)));
    command.addAll(special);
    ServerProcess server = ServerProcess.start(folder.resolve(name), Map.of(), command);
    started.push(server);
    server.await(URI.create(base + "/metadata"));
    return new Endpoint(base, Optional.of(folder.resolve(name).resolve("data/demo-clients.json")));
  }

  private static List<String> dataSource(EmbeddedPostgres postgres, String name) {
    return List.of(
        "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", name),
        "--spring.datasource.username=postgres",
        "--spring.datasource.password=postgres");
  }

  private void startDatabase() throws IOException, SQLException {
    if (!settings.database().equals("postgres")) {
      return;
    }
    EmbeddedPostgres db =
        EmbeddedPostgres.builder().setDataDirectory(folder.resolve("postgres")).start();
    started.push(db);
    postgres = Optional.of(db);
    try (Connection connection = db.getPostgresDatabase().getConnection()) {
      connection.createStatement().execute("create database " + PLAIN);
      connection.createStatement().execute("create database " + SEALED);
    }
  }

  private static double sizeInPostgres(EmbeddedPostgres postgres, String name) throws SQLException {
    try (Connection connection = postgres.getDatabase("postgres", name).getConnection()) {
      connection.createStatement().execute("vacuum");
      ResultSet size =
          connection.createStatement().executeQuery("select pg_database_size(current_database())");
      size.next();
      return size.getLong(1);
    }
  }

  private double sizeOnDisk(String name) throws IOException {
    try (Stream<Path> files =
        Files.walk(folder.resolve(name).resolve("data"), FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(file -> file.toString().endsWith(".mv.db"))
          .mapToLong(f -> f.toFile().length())
          .sum();
    }
  }

  private static void empty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Closeable each : started) {
      each.close();
    }
  }
}
