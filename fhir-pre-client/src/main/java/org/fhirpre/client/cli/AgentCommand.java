// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.agent.AgentConfig;
import org.fhirpre.client.agent.KeyAgent;
import org.fhirpre.client.keystore.Keystore;
import org.fhirpre.crypto.Umbral;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the managed key agent until the process is told to end. */
@Command(name = "agent", description = "Run the managed key agent on the loopback interface.")
final class AgentCommand implements Callable<Integer> {
  private static final String MAX_REQUEST_SECONDS = "10";

  private final Terminal terminal;

  @Option(
      names = {"--keystore", "--key"},
      paramLabel = "FILE",
      required = true,
      description = "The agent's keystore; made if there is none.")
  private @Nullable Path keystore;

  @Option(
      names = "--port",
      defaultValue = "8081",
      description = "Default: ${DEFAULT-VALUE}; 0 for any free one.")
  private int port;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      required = true,
      description = "Token shared with the FHIR server; made if there is none.")
  private @Nullable Path tokenFile;

  @Mixin private final PassphraseOption passphrase = new PassphraseOption();
  @Mixin private final OutputOptions output = new OutputOptions();

  AgentCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    // a caller that sends its request byte by byte must not hold a thread
    System.setProperty("sun.net.httpserver.maxReqTime", MAX_REQUEST_SECONDS);
    Keystore keys = keystore();
    KeyAgent agent = started(keys);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  agent.close();
                  ended.countDown();
                }));
    Umbral.refusedBackend().ifPresent(line -> output.remark(terminal, line));
    output.remark(terminal, "key agent answers at " + agent.uri());
    ended.await();
    return ExitStatus.DONE;
  }

  private KeyAgent started(Keystore keys) {
    try {
      return KeyAgent.start(new AgentConfig(keys, port, required(tokenFile)));
    } catch (ClientException e) {
      keys.close();
      throw e;
    }
  }

  private Keystore keystore() {
    Path file = required(keystore);
    SecureRandom random = new SecureRandom();
    if (Files.exists(file)) {
      return passphrase.apply(terminal, secret -> Keystore.open(file, secret, random));
    }
    output.remark(terminal, "making a new keystore at " + file);
    return passphrase.applyNew(terminal, secret -> Keystore.create(file, secret, random));
  }

  private static Path required(@Nullable Path given) {
    if (given == null) {
      throw new ClientException.Misuse("--keystore and --token-file are needed");
    }
    return given;
  }
}
