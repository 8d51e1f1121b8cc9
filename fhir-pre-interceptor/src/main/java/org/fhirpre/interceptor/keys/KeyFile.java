// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.KmsClients;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;

/**
 * Tink keysets in a folder, plain (mode 600) or wrapped by a key of a key management service.
 *
 * <p>The name of a file is associated data of its wrapping, so that files cannot be exchanged.
 */
final class KeyFile {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path folder;
  private final Optional<Aead> wrapping;

  private KeyFile(Path folder, Optional<Aead> wrapping) {
    this.folder = folder;
    this.wrapping = wrapping;
  }

  /**
   * @param kms as Tink names the wrapping key
   * @throws IllegalStateException if no client for the service is on the class path
   */
  static KeyFile in(Path folder, Optional<URI> kms) {
    return new KeyFile(folder, kms.map(KeyFile::wrapping));
  }

  private static Aead wrapping(URI kms) {
    try {
      return KmsClients.get(kms.toString()).getAead(kms.toString());
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException(
          "fhirpre.kms-uri names a key management service ("
              + kms.getScheme()
              + ") without a Tink KmsClient on the class path, or one that refuses",
          absent);
    }
  }

  boolean exists(String name) {
    return Files.exists(folder.resolve(name));
  }

  KeysetHandle read(String name) {
    try {
      String json = Files.readString(folder.resolve(name), UTF_8);
      return wrapping.isPresent()
          ? TinkJsonProtoKeysetFormat.parseEncryptedKeyset(
              json, wrapping.get(), name.getBytes(UTF_8))
          : TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get());
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot read the key file " + name, failed);
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException("the key file " + name + " cannot be opened", failed);
    }
  }

  /** Writes a new file, whole or not at all; an existing one is an error. */
  void write(String name, KeysetHandle keyset) {
    try {
      Files.createDirectories(folder, FOLDER);
      Path whole = Files.createTempFile(folder, name, ".new", OWNER_ONLY);
      Files.writeString(whole, serialize(name, keyset), UTF_8);
      Files.move(whole, folder.resolve(name));
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot write the key file " + name, failed);
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException("the key file " + name + " cannot be wrapped", failed);
    }
  }

  private String serialize(String name, KeysetHandle keyset) throws GeneralSecurityException {
    return wrapping.isPresent()
        ? TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(
            keyset, wrapping.get(), name.getBytes(UTF_8))
        : TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get());
  }
}
