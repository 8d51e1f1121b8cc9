// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.atrest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What was written to the folder of temporary files since some instant. */
final class YoungFiles extends SimpleFileVisitor<Path> {
  private final Instant since;
  private final List<Path> without;
  private final List<Path> found = new ArrayList<>();

  private YoungFiles(Instant since, List<Path> without) {
    this.since = since;
    this.without = without;
  }

  /**
   * @param without folders that are looked at by themselves, or belong to other servers
   */
  static List<Path> since(Instant since, List<Path> without) {
    YoungFiles files = new YoungFiles(since, without);
    try {
      Files.walkFileTree(Path.of(System.getProperty("java.io.tmpdir")), files);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list temporary files", e);
    }
    return files.found;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    return without.contains(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile() && !attributes.lastModifiedTime().toInstant().isBefore(since)) {
      found.add(file);
    }
    return FileVisitResult.CONTINUE;
  }

  /** A temporary file may go while we look. */
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException gone) {
    return FileVisitResult.CONTINUE;
  }
}
