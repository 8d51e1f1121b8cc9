// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.fhirpre.client.ClientException;

/** The secret that the FHIR server shows to the agent; shared by a file that only they may read. */
final class AgentToken {
  private static final int TOKEN_BYTES = 32;
  private static final String SCHEME = "Bearer ";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final byte[] expected;

  private AgentToken(String token) {
    this.expected = (SCHEME + token).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads the token, or makes one.
   *
   * @throws ClientException.Misuse if the file cannot be used, is empty or is readable by others
   */
  static AgentToken of(Path file, SecureRandom random) {
    try {
      if (Files.notExists(file)) {
        create(file, random);
      }
      if (isPosix(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
        throw new ClientException.Misuse("others may use the token file; run: chmod 600 " + file);
      }
      String token = Files.readString(file, StandardCharsets.US_ASCII).strip();
      if (token.length() < TOKEN_BYTES) {
        throw new ClientException.Misuse("the token file holds no token: " + file);
      }
      return new AgentToken(token);
    } catch (IOException e) {
      throw new ClientException.Misuse("cannot use the token file " + file);
    }
  }

  /** Compares in constant time. */
  boolean matches(String authorization) {
    return MessageDigest.isEqual(expected, authorization.getBytes(StandardCharsets.UTF_8));
  }

  private static void create(Path file, SecureRandom random) throws IOException {
    byte[] secret = new byte[TOKEN_BYTES];
    random.nextBytes(secret);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    FileAttribute<?>[] mode =
        isPosix(file)
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    Path complete = Files.createTempFile(file.toAbsolutePath().getParent(), ".token", "", mode);
    Files.writeString(complete, token + "\n", StandardOpenOption.TRUNCATE_EXISTING);
    Files.move(complete, file);
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
