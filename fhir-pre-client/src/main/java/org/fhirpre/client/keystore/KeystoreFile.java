// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.keystore;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.fhirpre.client.ClientException;

/**
 * A keystore file: one line of ASCII per record, each ending in a line feed, forced to the disk
 * before an append returns.
 *
 * <p>A crash can leave a last line without its line feed; that record was never acknowledged, so it
 * is cut off when the file is next opened for writing and ignored when it is read. The file is
 * created with mode 600 and refused if others may read or write it. One process writes at a time
 * (file lock); readers need no lock.
 */
final class KeystoreFile implements RecordLog {
  private static final int MAX_BYTES = 256 << 20;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final FileChannel channel;
  private final RecordCipher cipher;

  private KeystoreFile(FileChannel channel, RecordCipher cipher) {
    this.channel = channel;
    this.cipher = cipher;
  }

  /** A log with the records that it held when it was opened. */
  record Contents(RecordLog log, List<byte[]> records) {}

  static Contents create(Path file, Passphrase passphrase, SecureRandom random) {
    try {
      FileChannel channel = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), ownerOnly(file));
      KeystoreFile created =
          new KeystoreFile(locked(channel), RecordCipher.create(passphrase, random));
      created.write(List.of(created.cipher.head()));
      return new Contents(created, List.of());
    } catch (FileAlreadyExistsException e) {
      throw new ClientException.Misuse("the keystore exists already: " + file);
    } catch (IOException e) {
      throw unusable(file);
    }
  }

  static Contents open(Path file, Passphrase passphrase) {
    refuseIfOthersMayUse(file);
    try {
      FileChannel channel = locked(FileChannel.open(file, READ, WRITE));
      try {
        return opened(channel, completeLines(file), passphrase);
      } catch (IOException | ClientException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw unusable(file);
    }
  }

  private static Contents opened(FileChannel channel, List<String> lines, Passphrase passphrase)
      throws IOException {
    RecordCipher cipher = RecordCipher.open(lines.get(0), passphrase);
    List<byte[]> records = unsealed(lines, cipher);
    channel.truncate(lines.stream().mapToLong(line -> line.length() + 1L).sum());
    channel.position(channel.size());
    return new Contents(new KeystoreFile(channel, cipher), records);
  }

  static List<byte[]> read(Path file, Passphrase passphrase) {
    refuseIfOthersMayUse(file);
    try {
      List<String> lines = completeLines(file);
      try (RecordCipher cipher = RecordCipher.open(lines.get(0), passphrase)) {
        return unsealed(lines, cipher);
      }
    } catch (IOException e) {
      throw unusable(file);
    }
  }

  @Override
  public void append(List<byte[]> records) {
    String stored = cipher.last();
    try {
      long end = channel.position();
      try {
        write(records.stream().map(cipher::seal).toList());
      } catch (IOException e) {
        cipher.rewind(stored);
        channel.truncate(end);
        throw e;
      }
    } catch (IOException e) {
      throw new ClientException.KeystoreRefused("the keystore could not be written");
    }
  }

  private void write(List<String> lines) throws IOException {
    ByteBuffer bytes = StandardCharsets.US_ASCII.encode(String.join("\n", lines) + "\n");
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
  }

  @Override
  public void close() {
    cipher.close();
    try {
      channel.close();
    } catch (IOException e) {
      throw new ClientException.KeystoreRefused("the keystore could not be closed");
    }
  }

  private static FileChannel locked(FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new ClientException.KeystoreRefused("the keystore is in use by another process");
    }
    return channel;
  }

  private static List<String> completeLines(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw RecordCipher.damaged();
    }
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    int end = text.lastIndexOf('\n');
    if (end < 0) {
      throw RecordCipher.damaged();
    }
    return List.of(text.substring(0, end).split("\n", -1));
  }

  private static List<byte[]> unsealed(List<String> lines, RecordCipher cipher) {
    List<byte[]> records = new ArrayList<>();
    lines.stream().skip(1).map(cipher::unseal).forEach(records::add);
    return records;
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return isPosix(file)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static void refuseIfOthersMayUse(Path file) {
    try {
      if (isPosix(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
        throw new ClientException.KeystoreRefused(
            "others may use the keystore; run: chmod 600 " + file);
      }
    } catch (NoSuchFileException e) {
      throw new ClientException.Misuse("no keystore at " + file);
    } catch (IOException e) {
      throw unusable(file);
    }
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static ClientException unusable(Path file) {
    return new ClientException.KeystoreRefused("cannot use the keystore " + file);
  }
}
