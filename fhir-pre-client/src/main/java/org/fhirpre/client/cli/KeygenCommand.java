// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import java.util.concurrent.Callable;
import org.fhirpre.client.keystore.Keystore;
import org.fhirpre.client.keystore.ReaderEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a receiving key in a new keystore, or one more in an existing keystore. */
@Command(name = "keygen", description = "Make a receiving key; prints its public half.")
final class KeygenCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final KeyOptions key = new KeyOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(names = "--name", paramLabel = "TEXT", description = "What you call the key.")
  private String name = "";

  @Option(names = "--add", description = "Add to a keystore that exists.")
  private boolean add;

  KeygenCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Keystore keystore = add ? key.open(terminal) : key.create(terminal)) {
      ReaderEntry made = keystore.addReader(name);
      new KeyPrinter(terminal, output).print(made);
      return ExitStatus.DONE;
    }
  }
}
