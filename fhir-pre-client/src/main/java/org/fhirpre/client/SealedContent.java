// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.util.Base64URL;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.fhirpre.client.json.StrictJson;

/**
 * The content JWE, taken apart.
 *
 * <p>Nimbus decrypts; the payload is inflated here, because Nimbus refuses compressed content above
 * 100 000 characters and puts no bound on what smaller content inflates to.
 */
final class SealedContent {
  private static final int IV_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int MAX_PLAINTEXT_BYTES = 18 << 20;
  private static final JWEHeader DIRECT =
      new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM).build();

  private final String[] parts;
  private final ContentHeader header;

  private SealedContent(String[] parts, ContentHeader header) {
    this.parts = parts;
    this.header = header;
  }

  static SealedContent parse(String compact) {
    String[] parts = compact.split("\\.", -1);
    try {
      boolean shaped =
          parts.length == 5
              && parts[1].isEmpty()
              && Encoded.base64Url(parts[2]).length == IV_BYTES
              && Encoded.base64Url(parts[4]).length == TAG_BYTES;
      if (!shaped) {
        throw new ClientException.NotOpened();
      }
      return new SealedContent(parts, ContentHeader.parse(Encoded.base64Url(parts[0])));
    } catch (IllegalArgumentException | StrictJson.Malformed e) {
      throw new ClientException.NotOpened();
    }
  }

  ContentHeader header() {
    return header;
  }

  /** The protected header as it was written. */
  String headerJson() {
    return new String(Encoded.base64Url(parts[0]), StandardCharsets.UTF_8);
  }

  /** The resource as JSON in UTF-8, with the padding white space at its end. */
  byte[] decrypt(byte[] contentKey) {
    try {
      byte[] associated = parts[0].getBytes(StandardCharsets.US_ASCII);
      byte[] compressed =
          new DirectDecrypter(contentKey)
              .decrypt(
                  DIRECT,
                  null,
                  new Base64URL(parts[2]),
                  new Base64URL(parts[3]),
                  new Base64URL(parts[4]),
                  associated);
      return inflated(compressed);
    } catch (JOSEException | DataFormatException | IllegalArgumentException e) {
      throw new ClientException.NotOpened();
    }
  }

  private static byte[] inflated(byte[] compressed) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(compressed);
      ByteArrayOutputStream plain = new ByteArrayOutputStream(4 * compressed.length);
      byte[] chunk = new byte[8192];
      while (!inflater.finished()) {
        int count = inflater.inflate(chunk);
        plain.write(chunk, 0, count);
        if (plain.size() > MAX_PLAINTEXT_BYTES || (count == 0 && !inflater.finished())) {
          throw new DataFormatException();
        }
      }
      if (inflater.getRemaining() != 0) {
        throw new DataFormatException();
      }
      return plain.toByteArray();
    } finally {
      inflater.end();
    }
  }
}
