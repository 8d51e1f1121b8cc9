// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The raw bytes of a file, or of every file below a folder, in overlapping windows. */
final class FilePlace {

  private static final int WINDOW_BYTES = 16 << 20;

  /** What straddles the end of a window is seen again at the start of the next. */
  private static final int OVERLAP_BYTES = 1 << 20;

  private final BiConsumer<String, byte[]> windows;

  FilePlace(BiConsumer<String, byte[]> windows) {
    this.windows = windows;
  }

  void read(Path root) {
    try (Stream<Path> below = Files.walk(root)) {
      List<Path> files = below.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        readFile(root, file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot scan " + root, e);
    }
  }

  private void readFile(Path root, Path file) throws IOException {
    String location = root.equals(file) ? file.toString() : root.relativize(file).toString();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] window = new byte[WINDOW_BYTES];
      int kept = 0;
      int read = in.readNBytes(window, 0, WINDOW_BYTES);
      while (read > 0) {
        windows.accept(location, Arrays.copyOf(window, kept + read));
        int overlap = Math.min(OVERLAP_BYTES, kept + read);
        System.arraycopy(window, kept + read - overlap, window, 0, overlap);
        kept = overlap;
        read = in.readNBytes(window, kept, WINDOW_BYTES - kept);
      }
    } catch (NoSuchFileException e) {
      // A running database removes files; what was in it has gone or stands in another file.
      windows.accept(location, new byte[0]);
    }
  }
}
