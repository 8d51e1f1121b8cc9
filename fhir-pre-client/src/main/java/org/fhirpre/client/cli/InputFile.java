// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.LenientErrorHandler;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.fhirpre.client.ClientException;
import org.hl7.fhir.r4.model.Resource;

/** A file, or standard input for {@code -}; gzip is recognised by its first bytes. */
final class InputFile {
  private static final int GZIP_MAGIC = 0x1f8b;

  private InputFile() {}

  /**
   * @throws ClientException.Misuse if it cannot be read
   */
  static byte[] bytes(String name, Terminal terminal) {
    try {
      if (name.equals("-")) {
        return terminal.in().readAllBytes();
      }
      try (InputStream file = decompressed(Path.of(name))) {
        return file.readAllBytes();
      }
    } catch (IOException e) {
      throw new ClientException.Misuse("cannot read " + name);
    }
  }

  static String text(String name, Terminal terminal) {
    return new String(bytes(name, terminal), StandardCharsets.UTF_8);
  }

  /**
   * @throws ClientException.Misuse if it cannot be read or is no R4 resource as JSON
   */
  static Resource resource(String name, Terminal terminal) {
    try {
      if (FhirContext.forR4Cached()
              .newJsonParser()
              .setOverrideResourceIdWithBundleEntryFullUrl(false)
              .setParserErrorHandler(new LenientErrorHandler(false))
              .parseResource(text(name, terminal))
          instanceof Resource resource) {
        return resource;
      }
    } catch (DataFormatException e) {
      throw new ClientException.Misuse("not a FHIR R4 resource as JSON: " + name);
    }
    throw new ClientException.Misuse("not a FHIR R4 resource as JSON: " + name);
  }

  private static InputStream decompressed(Path file) throws IOException {
    BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file));
    raw.mark(2);
    boolean gzip = (raw.read() << 8 | raw.read()) == GZIP_MAGIC;
    raw.reset();
    return gzip ? new GZIPInputStream(raw) : raw;
  }
}
