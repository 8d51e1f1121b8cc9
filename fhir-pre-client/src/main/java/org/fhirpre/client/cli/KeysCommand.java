// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import java.util.concurrent.Callable;
import org.fhirpre.client.keystore.Keystore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists what a keystore holds, one line each; public values only. */
@Command(name = "keys", description = "List the keys of a keystore (public halves).")
final class KeysCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final KeyOptions key = new KeyOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  KeysCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    KeyPrinter printer = new KeyPrinter(terminal, output);
    try (Keystore keystore = key.read(terminal)) {
      keystore.readers().forEach(printer::print);
      keystore.patients().forEach(printer::print);
      return ExitStatus.DONE;
    }
  }
}
