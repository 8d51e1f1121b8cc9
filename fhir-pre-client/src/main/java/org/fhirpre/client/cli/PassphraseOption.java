// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.keystore.Passphrase;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where the passphrase comes from: a file, {@code FHIRPRE_PASSPHRASE} or a prompt, in this order.
 */
final class PassphraseOption {
  private static final String VARIABLE = "FHIRPRE_PASSPHRASE";

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "File whose first line is the keystore's passphrase.")
  private @Nullable Path file;

  <T> T apply(Terminal terminal, Function<Passphrase, T> use) {
    return with(noninteractive(terminal).orElseGet(() -> asked(terminal, "Passphrase: ")), use);
  }

  /** Asks twice: a mistyped new passphrase would lock its owner out. */
  <T> T applyNew(Terminal terminal, Function<Passphrase, T> use) {
    return with(noninteractive(terminal).orElseGet(() -> askedTwice(terminal)), use);
  }

  private static <T> T with(char[] characters, Function<Passphrase, T> use) {
    try (Passphrase passphrase = Passphrase.of(characters)) {
      return use.apply(passphrase);
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  private Optional<char[]> noninteractive(Terminal terminal) {
    if (file == null) {
      return terminal.variable(VARIABLE).map(String::toCharArray);
    }
    try {
      return Files.readString(file).lines().findFirst().map(String::toCharArray);
    } catch (IOException e) {
      throw new ClientException.Misuse("cannot read the passphrase file " + file);
    }
  }

  private static char[] askedTwice(Terminal terminal) {
    char[] first = asked(terminal, "New passphrase: ");
    char[] second = asked(terminal, "Once more: ");
    boolean same = Arrays.equals(first, second);
    Arrays.fill(second, '\0');
    if (!same) {
      throw new ClientException.Misuse("the passphrases differ");
    }
    return first;
  }

  private static char[] asked(Terminal terminal, String prompt) {
    Console console =
        terminal
            .console()
            .orElseThrow(
                () ->
                    new ClientException.Misuse(
                        "no passphrase: set " + VARIABLE + " or give --passphrase-file"));
    char[] answer = console.readPassword("%s", prompt);
    if (answer == null) {
      throw new ClientException.Misuse("no passphrase was given");
    }
    return answer;
  }
}
