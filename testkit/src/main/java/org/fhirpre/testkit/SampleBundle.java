// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit;

import ca.uhn.fhir.context.FhirContext;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.hl7.fhir.r4.model.Bundle;

/** One transaction Bundle of the sample data, read anew at each call. Immutable. */
public final class SampleBundle {

  /** Opens the raw file, compressed or not. */
  interface Source {
    InputStream open() throws IOException;
  }

  private static final String JSON = ".json";
  private static final String GZIP = ".gz";

  private final String fileName;
  private final Source source;

  SampleBundle(String fileName, Source source) {
    this.fileName = fileName;
    this.source = source;
  }

  /** True for the names that {@link SampleData} lists: {@code *.json} and {@code *.json.gz}. */
  static boolean isBundleName(String fileName) {
    return fileName.endsWith(JSON) || fileName.endsWith(JSON + GZIP);
  }

  /** File name without its endings, for example {@code p01-hiv-hepatitis-c}. */
  public String name() {
    return fileName.substring(0, fileName.indexOf(JSON));
  }

  /** The Bundle as JSON text. */
  public String json() {
    try (InputStream raw = new BufferedInputStream(source.open());
        InputStream plain = fileName.endsWith(GZIP) ? new GZIPInputStream(raw) : raw) {
      return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read sample bundle " + fileName, e);
    }
  }

  /** The Bundle in HAPI's R4 model. */
  public Bundle parse(FhirContext r4) {
    return r4.newJsonParser().parseResource(Bundle.class, json());
  }

  @Override
  public String toString() {
    return name();
  }
}
