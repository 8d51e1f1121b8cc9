// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.security.crypto.password.PasswordEncoder;

/** SHA-256 of a client secret; enough, because the demo's secrets are random and long. */
final class SecretDigest implements PasswordEncoder {

  @Override
  public String encode(CharSequence secret) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(secret.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public boolean matches(CharSequence secret, String encoded) {
    return MessageDigest.isEqual(
        encode(secret).getBytes(StandardCharsets.US_ASCII),
        encoded.getBytes(StandardCharsets.US_ASCII));
  }
}
