// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.keystore;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fhirpre.client.ClientException;
import org.fhirpre.crypto.Epoch;
import org.fhirpre.crypto.PreException;
import org.fhirpre.crypto.RootSeed;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.SegmentLabel;

/**
 * Root seeds of readers and, in a key agent, of patients.
 *
 * <p>What a method returns is stored before it returns. The entries stay usable until the keystore
 * is closed, which wipes them. Thread-safe.
 */
public final class Keystore implements AutoCloseable {
  private static final int DIRECTORY_BYTES = 16;

  private final RecordLog log;
  private final SecureRandom random;
  private final List<ReaderEntry> readers = new ArrayList<>();
  private final Map<String, PatientEntry> patients = new LinkedHashMap<>();
  private final Map<SegmentId, String> patientOfSegment = new LinkedHashMap<>();

  private Keystore(RecordLog log, SecureRandom random) {
    this.log = log;
    this.random = random;
  }

  /**
   * Makes a new file, mode 600, and keeps it open for writing.
   *
   * @throws ClientException.Misuse if the file exists
   */
  public static Keystore create(Path file, Passphrase passphrase, SecureRandom random) {
    return replayed(KeystoreFile.create(file, passphrase, random), random);
  }

  /**
   * Opens a file for writing; one process at a time.
   *
   * @throws ClientException.KeystoreRefused wrong passphrase, damaged, in use, readable by others
   * @throws ClientException.Misuse if there is no such file
   */
  public static Keystore open(Path file, Passphrase passphrase, SecureRandom random) {
    return replayed(KeystoreFile.open(file, passphrase), random);
  }

  /**
   * Reads what a file holds now, also while another process writes it; additions are refused.
   *
   * @throws ClientException.KeystoreRefused wrong passphrase, damaged, readable by others
   * @throws ClientException.Misuse if there is no such file
   */
  public static Keystore read(Path file, Passphrase passphrase) {
    List<byte[]> records = KeystoreFile.read(file, passphrase);
    return replayed(new KeystoreFile.Contents(new ReadOnlyLog(), records), new SecureRandom());
  }

  /** A keystore that lives as long as this object and is written nowhere. */
  public static Keystore inMemory(SecureRandom random) {
    return new Keystore(RecordLog.nowhere(), random);
  }

  public synchronized List<ReaderEntry> readers() {
    return List.copyOf(readers);
  }

  public synchronized List<PatientEntry> patients() {
    return List.copyOf(patients.values());
  }

  public synchronized Optional<PatientEntry> patient(String patient) {
    return Optional.ofNullable(patients.get(patient));
  }

  /** Makes and stores a reader's root seed. */
  public synchronized ReaderEntry addReader(String name) {
    try (RootSeed seed = RootSeed.random(random)) {
      String secret = StoredRecord.encodedOnce(seed.exportBytes());
      return store(new StoredRecord(StoredRecord.READER, name, secret, "", ""), this::applyReader);
    }
  }

  /** Remembers that a reader's key was registered. */
  public synchronized void addRegistration(ReaderEntry reader, ReaderEntry.Registration made) {
    String keyId = StoredRecord.encoded(reader.key().publicKey().id().toBytes());
    StoredRecord stored =
        new StoredRecord(StoredRecord.SUBJECT, made.subject(), "", keyId, made.server());
    store(stored, this::applyRegistration);
  }

  /** The entry of a patient; its seed and directory id are made and stored at the first call. */
  public synchronized PatientEntry patientOrNew(String patient) {
    PatientEntry known = patients.get(patient);
    if (known != null) {
      return known;
    }
    byte[] directory = new byte[DIRECTORY_BYTES];
    random.nextBytes(directory);
    try (RootSeed seed = RootSeed.random(random)) {
      StoredRecord stored =
          new StoredRecord(
              StoredRecord.PATIENT,
              patient,
              StoredRecord.encodedOnce(seed.exportBytes()),
              StoredRecord.encoded(directory),
              "");
      return store(stored, this::applyPatient);
    }
  }

  /**
   * Remembers what segments stand for; known ones are left as they are.
   *
   * @return false, and nothing is stored, if a segment is known as another patient's or as
   *     something else
   */
  public synchronized boolean addSegments(PatientEntry owner, Map<SegmentId, SegmentLabel> added) {
    Map<SegmentId, SegmentLabel> fresh = new LinkedHashMap<>();
    for (Map.Entry<SegmentId, SegmentLabel> each : added.entrySet()) {
      String known = patientOfSegment.get(each.getKey());
      if (known == null) {
        fresh.put(each.getKey(), each.getValue());
      } else if (!known.equals(owner.patient())
          || !owner.label(each.getKey()).equals(Optional.of(each.getValue()))) {
        return false;
      }
    }
    List<StoredRecord> records = new ArrayList<>();
    fresh.forEach((segment, label) -> records.add(segmentRecord(owner, segment, label)));
    if (!records.isEmpty()) {
      log.append(records.stream().map(StoredRecord::toJson).toList());
      records.forEach(this::apply);
    }
    return true;
  }

  @Override
  public synchronized void close() {
    readers.forEach(ReaderEntry::close);
    patients.values().forEach(PatientEntry::close);
    log.close();
  }

  private static Keystore replayed(KeystoreFile.Contents contents, SecureRandom random) {
    Keystore keystore = new Keystore(contents.log(), random);
    try {
      contents.records().forEach(json -> keystore.apply(StoredRecord.parse(json)));
    } catch (PreException | IllegalArgumentException e) {
      keystore.close();
      throw RecordCipher.damaged();
    } catch (ClientException e) {
      keystore.close();
      throw e;
    }
    return keystore;
  }

  private <T> T store(StoredRecord stored, Function<StoredRecord, T> apply) {
    log.append(List.of(stored.toJson()));
    return apply.apply(stored);
  }

  private void apply(StoredRecord stored) {
    switch (stored.kind()) {
      case StoredRecord.READER -> applyReader(stored);
      case StoredRecord.SUBJECT -> applyRegistration(stored);
      case StoredRecord.PATIENT -> applyPatient(stored);
      case StoredRecord.SEGMENT -> applySegment(stored);
      default -> throw RecordCipher.damaged();
    }
  }

  private ReaderEntry applyReader(StoredRecord stored) {
    ReaderEntry reader = new ReaderEntry(stored.owner(), RootSeed.fromBytes(stored.secretBytes()));
    readers.add(reader);
    return reader;
  }

  private ReaderEntry applyRegistration(StoredRecord stored) {
    ReaderEntry reader =
        readers.stream()
            .filter(each -> keyIdOf(each).equals(stored.key()))
            .findFirst()
            .orElseThrow(RecordCipher::damaged);
    reader.add(new ReaderEntry.Registration(stored.owner(), stored.label()));
    return reader;
  }

  private PatientEntry applyPatient(StoredRecord stored) {
    byte[] directory = stored.keyBytes();
    if (directory.length != DIRECTORY_BYTES || patients.containsKey(stored.owner())) {
      throw RecordCipher.damaged();
    }
    RootSeed seed = RootSeed.fromBytes(stored.secretBytes());
    PatientEntry entry = new PatientEntry(stored.owner(), seed, directory);
    patients.put(stored.owner(), entry);
    return entry;
  }

  private void applySegment(StoredRecord stored) {
    PatientEntry owner = patients.get(stored.owner());
    String[] label = stored.label().split("\t", -1);
    SegmentId segment = SegmentId.fromBytes(stored.keyBytes());
    if (owner == null || label.length != 3 || patientOfSegment.containsKey(segment)) {
      throw RecordCipher.damaged();
    }
    owner.add(segment, new SegmentLabel(label[0], label[1], Epoch.parse(label[2])));
    patientOfSegment.put(segment, owner.patient());
  }

  private static StoredRecord segmentRecord(
      PatientEntry owner, SegmentId segment, SegmentLabel label) {
    return new StoredRecord(
        StoredRecord.SEGMENT,
        owner.patient(),
        "",
        StoredRecord.encoded(segment.toBytes()),
        String.join("\t", label.facet(), label.classGroup(), label.epoch().toString()));
  }

  private static String keyIdOf(ReaderEntry reader) {
    return StoredRecord.encoded(reader.key().publicKey().id().toBytes());
  }

  /** A snapshot takes no additions. */
  private static final class ReadOnlyLog implements RecordLog {
    @Override
    public void append(List<byte[]> records) {
      throw new ClientException.KeystoreRefused("the keystore was opened for reading only");
    }

    @Override
    public void close() {}
  }
}
