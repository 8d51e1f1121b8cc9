// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;
import org.fhirpre.server.settings.PrivateFile;

/** The demo issuer's signing key: made at the first start, kept in a file of mode 600. */
final class IssuerKey {
  private static final int BITS = 2048;

  private IssuerKey() {}

  /**
   * @throws IllegalStateException if the file does not hold such a key
   */
  static RSAKey of(PrivateFile file) {
    return file.read().map(IssuerKey::parsed).orElseGet(() -> made(file));
  }

  private static RSAKey parsed(String text) {
    try {
      return RSAKey.parse(text);
    } catch (ParseException e) {
      throw new IllegalStateException("the demo issuer's key file is damaged; delete it", e);
    }
  }

  private static RSAKey made(PrivateFile file) {
    try {
      RSAKey key =
          new RSAKeyGenerator(BITS)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.RS256)
              .keyIDFromThumbprint(true)
              .generate();
      file.write(key.toJSONString());
      return key;
    } catch (JOSEException e) {
      throw new IllegalStateException("no RSA key can be made", e);
    }
  }
}
