// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.fhirpre.client.ClientCredentials;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.FhirHttp;
import org.fhirpre.client.TokenSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server, and as whom. */
final class ServerOptions {
  private static final String TOKEN_VARIABLE = "FHIRPRE_TOKEN";

  @Option(names = "--server", paramLabel = "URL", description = "FHIR base address.")
  private @Nullable URI server;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "Bearer token; the variable FHIRPRE_TOKEN keeps it out of process lists.")
  private @Nullable String token;

  @Option(names = "--client-id", paramLabel = "ID", description = "OAuth 2 client.")
  private @Nullable String clientId;

  @Option(
      names = "--client-secret-file",
      paramLabel = "FILE",
      description = "The client's secret, or a list of demo clients as the server writes it.")
  private @Nullable Path clientSecretFile;

  @Option(
      names = "--purpose",
      paramLabel = "CODE",
      description = "Purpose of use to ask a token for, such as TREAT.")
  private @Nullable String purpose;

  @Option(names = "--scope", paramLabel = "SCOPES", description = "Scopes to ask a token for.")
  private @Nullable String scope;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "Time limit of one request (default: ${DEFAULT-VALUE}).")
  private int timeoutSeconds = 120;

  boolean isGiven() {
    return server != null;
  }

  /** The base address in the form that proofs of possession are bound to. */
  URI base() {
    if (server == null) {
      throw new ClientException.Misuse("--server is missing");
    }
    return FhirHttp.normalized(server);
  }

  FhirHttp connect(Terminal terminal) {
    Duration timeout = Duration.ofSeconds(timeoutSeconds);
    return new FhirHttp(base(), tokens(terminal, timeout), timeout);
  }

  private TokenSource tokens(Terminal terminal, Duration timeout) {
    if (token != null) {
      return TokenSource.fixed(token);
    }
    if (clientId == null) {
      return terminal.variable(TOKEN_VARIABLE).map(TokenSource::fixed).orElse(TokenSource.none());
    }
    if (clientSecretFile == null) {
      throw new ClientException.Misuse("--client-id needs --client-secret-file");
    }
    ClientSecretFile.Entry entry = ClientSecretFile.read(clientSecretFile, clientId);
    Optional<String> scopes = Optional.ofNullable(scope).or(entry::scope);
    return new ClientCredentials(
        base(),
        new ClientCredentials.Client(
            clientId, entry.secret(), Optional.ofNullable(purpose), scopes),
        timeout);
  }
}
