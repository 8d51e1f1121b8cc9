// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.FhirHttp;
import org.fhirpre.client.FhirPreClient;
import org.fhirpre.client.ResourceOpener;
import org.fhirpre.client.SigningKeys;
import org.hl7.fhir.r4.model.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Which files a server has already: one line for each, the SHA-256 of the server's identity and the
 * file's bytes.
 *
 * <p>The identity is the base address with the signing keys that the server publishes, so that a
 * fresh installation at the same address starts from nothing.
 */
final class LoadState {
  private final Path file;
  private final byte[] installation;
  private final Set<String> lines;

  private LoadState(Path file, byte[] installation, Set<String> lines) {
    this.file = file;
    this.installation = installation;
    this.lines = lines;
  }

  static LoadState of(@Nullable Path given, Terminal terminal, FhirHttp http) {
    Path file = given == null ? standardPlace(terminal) : given;
    try {
      Set<String> lines =
          Files.exists(file) ? new HashSet<>(Files.readAllLines(file)) : new HashSet<>();
      return new LoadState(file, sha256((http.base() + "\n" + keys(http)).getBytes(UTF_8)), lines);
    } catch (IOException e) {
      throw new ClientException.Misuse("cannot read the state file " + file);
    }
  }

  boolean contains(Path bundle) {
    return lines.contains(line(bundle));
  }

  /** Survives a crash once this returns, as far as the file system keeps what it was given. */
  void add(Path bundle) {
    String line = line(bundle);
    lines.add(line);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(
          file,
          line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.SYNC);
    } catch (IOException e) {
      throw new ClientException.Misuse("cannot write the state file " + file);
    }
  }

  private String line(Path bundle) {
    try {
      MessageDigest digest = digest();
      digest.update(installation);
      digest.update(Files.readAllBytes(bundle));
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new ClientException.Misuse("cannot read " + bundle);
    }
  }

  private static String keys(FhirHttp http) {
    FhirPreClient client =
        new FhirPreClient(http, FhirContext.forR4Cached(), ResourceOpener.keyless());
    try {
      return client.received("$keys") instanceof Parameters answer
          ? SigningKeys.fromParameters(answer).stream()
              .map(SigningKeys::keyId)
              .sorted()
              .collect(Collectors.joining(","))
          : "";
    } catch (ClientException.Refused e) {
      return "";
    }
  }

  private static Path standardPlace(Terminal terminal) {
    Optional<Path> home = terminal.variable("XDG_STATE_HOME").map(Path::of);
    Path states = home.orElseGet(() -> Path.of(System.getProperty("user.home"), ".local/state"));
    return states.resolve("fhirpre/load.state");
  }

  private static byte[] sha256(byte[] bytes) {
    return digest().digest(bytes);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from the platform", e);
    }
  }
}
