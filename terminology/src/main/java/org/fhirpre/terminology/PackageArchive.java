// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** A tar.gz whose bytes depend on its files alone: sorted, without times and owners. */
final class PackageArchive {
  private final TreeMap<String, byte[]> files = new TreeMap<>();

  void add(String name, byte[] content) {
    if (files.put(name, content.clone()) != null) {
      throw new IllegalStateException("two files of the package have one name: " + name);
    }
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes, new GzipParameters()))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (String name : files.keySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        byte[] content = files.getOrDefault(name, new byte[0]);
        entry.setSize(content.length);
        entry.setModTime(0L);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    } catch (IOException impossibleInMemory) {
      throw new UncheckedIOException(impossibleInMemory);
    }
    return bytes.toByteArray();
  }
}
