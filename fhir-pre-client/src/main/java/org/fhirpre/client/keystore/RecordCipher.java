// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.keystore;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.PasswordBasedDecrypter;
import com.nimbusds.jose.crypto.PasswordBasedEncrypter;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Set;
import org.fhirpre.client.ClientException;

/**
 * The lines of a keystore file.
 *
 * <p>Line 1 is a JWE (PBES2-HS512+A256KW, A256GCM) of the 32-byte data key under the passphrase.
 * Every further line is a JWE ({@code dir}, A256GCM) of one record under the data key; its header
 * carries {@code prev}, the SHA-256 of the line before, so that no line can be changed, moved or
 * taken out of the middle.
 */
final class RecordCipher implements AutoCloseable {
  private static final JOSEObjectType HEAD = new JOSEObjectType("fhirpre-keystore+jwe");
  private static final JOSEObjectType RECORD = new JOSEObjectType("fhirpre-record+jwe");
  private static final String PREV = "prev";
  private static final int KEY_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int ITERATIONS = 210_000;

  private final byte[] dataKey;
  private final String head;
  private String last;

  private RecordCipher(byte[] dataKey, String head) {
    this.dataKey = dataKey;
    this.head = head;
    this.last = head;
  }

  static RecordCipher create(Passphrase passphrase, SecureRandom random) {
    byte[] dataKey = new byte[KEY_BYTES];
    random.nextBytes(dataKey);
    JWEHeader header =
        new JWEHeader.Builder(JWEAlgorithm.PBES2_HS512_A256KW, EncryptionMethod.A256GCM)
            .type(HEAD)
            .build();
    JWEEncrypter encrypter = new PasswordBasedEncrypter(passphrase.bytes(), SALT_BYTES, ITERATIONS);
    return new RecordCipher(dataKey, encrypted(header, dataKey, encrypter));
  }

  static RecordCipher open(String head, Passphrase passphrase) {
    JWEObject line = parsed(head, JWEAlgorithm.PBES2_HS512_A256KW, HEAD);
    refuseOtherParameters(line.getHeader(), Set.of("alg", "enc", "typ", "p2s", "p2c"));
    byte[] dataKey;
    try {
      line.decrypt(new PasswordBasedDecrypter(passphrase.bytes()));
      dataKey = line.getPayload().toBytes();
    } catch (JOSEException e) {
      throw new ClientException.KeystoreRefused("wrong passphrase, or the keystore is damaged");
    }
    if (dataKey.length != KEY_BYTES) {
      throw damaged();
    }
    return new RecordCipher(dataKey, head);
  }

  String head() {
    return head;
  }

  /** Encrypts the record that follows the line made or read last. */
  String seal(byte[] json) {
    JWEHeader header =
        new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
            .type(RECORD)
            .customParam(PREV, digest(last))
            .build();
    try {
      last = encrypted(header, json, new DirectEncrypter(dataKey));
      return last;
    } catch (JOSEException e) {
      throw new IllegalStateException("data key of wrong length", e);
    }
  }

  /** Decrypts the record that follows the line made or read last. */
  byte[] unseal(String text) {
    JWEObject line = parsed(text, JWEAlgorithm.DIR, RECORD);
    refuseOtherParameters(line.getHeader(), Set.of("alg", "enc", "typ", PREV));
    if (!digest(last).equals(line.getHeader().getCustomParam(PREV))) {
      throw damaged();
    }
    try {
      JWEDecrypter decrypter = new DirectDecrypter(dataKey);
      line.decrypt(decrypter);
      last = text;
      return line.getPayload().toBytes();
    } catch (JOSEException e) {
      throw damaged();
    }
  }

  /** Forgets lines that were sealed and could not be stored. */
  void rewind(String lastStored) {
    last = lastStored;
  }

  String last() {
    return last;
  }

  @Override
  public void close() {
    Arrays.fill(dataKey, (byte) 0);
  }

  static ClientException.KeystoreRefused damaged() {
    return new ClientException.KeystoreRefused("the keystore is damaged or was altered");
  }

  private static String encrypted(JWEHeader header, byte[] payload, JWEEncrypter encrypter) {
    JWEObject jwe = new JWEObject(header, new Payload(payload));
    try {
      jwe.encrypt(encrypter);
    } catch (JOSEException e) {
      throw new IllegalStateException("the platform lacks an algorithm of the keystore", e);
    }
    return jwe.serialize();
  }

  private static JWEObject parsed(String text, JWEAlgorithm algorithm, JOSEObjectType type) {
    try {
      JWEObject jwe = JWEObject.parse(text);
      boolean expected =
          algorithm.equals(jwe.getHeader().getAlgorithm())
              && EncryptionMethod.A256GCM.equals(jwe.getHeader().getEncryptionMethod())
              && type.equals(jwe.getHeader().getType());
      if (!expected || !isCanonical(text)) {
        throw damaged();
      }
      return jwe;
    } catch (ParseException | IllegalArgumentException e) {
      throw damaged();
    }
  }

  private static boolean isCanonical(String text) {
    return Arrays.stream(text.split("\\.", -1))
        .allMatch(part -> Base64URL.encode(new Base64URL(part).decode()).toString().equals(part));
  }

  private static void refuseOtherParameters(JWEHeader header, Set<String> expected) {
    if (!header.getIncludedParams().equals(expected)) {
      throw damaged();
    }
  }

  private static String digest(String line) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.US_ASCII));
      return Base64URL.encode(hash).toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from the platform", e);
    }
  }
}
