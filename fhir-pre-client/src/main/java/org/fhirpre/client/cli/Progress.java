// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

/** A progress bar on standard error, if that is a terminal and nobody asked for quiet. */
final class Progress {
  private static final int WIDTH = 30;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final Terminal terminal;
  private final boolean shown;
  private final int total;
  private int done;
  private String current = "";

  Progress(Terminal terminal, OutputOptions output, int total) {
    this.terminal = terminal;
    this.shown = terminal.interactive() && !output.isQuiet();
    this.total = total;
  }

  /** What is being worked on. */
  void at(String name) {
    current = name;
    draw();
  }

  void step() {
    done++;
    draw();
  }

  void clear() {
    write(ERASE_LINE);
  }

  private void draw() {
    int filled = total == 0 ? WIDTH : WIDTH * done / total;
    String bar = "#".repeat(filled) + "-".repeat(WIDTH - filled);
    write(String.format("%s[%s] %d/%d %s", ERASE_LINE, bar, done, total, current));
  }

  private void write(String text) {
    if (shown) {
      terminal.err().print(text);
      terminal.err().flush();
    }
  }
}
