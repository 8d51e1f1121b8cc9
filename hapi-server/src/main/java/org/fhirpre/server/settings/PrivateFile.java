// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A text file that only its owner may read (mode 600), in a folder of mode 700. */
public record PrivateFile(Path path) {

  /** The text; empty if there is no such file. */
  public Optional<String> read() {
    try {
      return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the file as a whole: a reader sees the old or the new text. */
  public void write(String text) {
    Path folder = path.toAbsolutePath().getParent();
    try {
      Path next = Files.createTempFile(folder, ".next", "", DataFolder.mode("rw-------"));
      Files.write(next, text.getBytes(StandardCharsets.UTF_8));
      Files.move(next, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
