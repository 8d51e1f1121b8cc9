// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.HkdfPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import com.google.crypto.tink.signature.Ed25519Parameters;
import com.google.crypto.tink.signature.Ed25519PrivateKey;
import com.google.crypto.tink.signature.SignatureConfig;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.fhirpre.crypto.StorageMacKey;
import org.fhirpre.interceptor.jdbc.PreMeta;
import org.fhirpre.interceptor.jdbc.SegmentLookup;
import org.fhirpre.interceptor.spi.IndexKeys;
import org.fhirpre.interceptor.spi.IngestSigner;
import org.fhirpre.interceptor.spi.ServerSeal;

/**
 * The server's own keys: four keyset files, made at the first start and tied to the database that
 * they were first used with. Source: {@code docs/spec/operations.md} §2.
 *
 * <p>Thread safety: immutable.
 */
public final class ServerKeys {
  static final String INDEX_ROOT = "index-root.json";
  static final String SERVER_SEAL = "server-seal.json";
  static final String INGEST = "ingest.json";
  static final String PROXY = "proxy.json";
  private static final List<String> FILES = List.of(INDEX_ROOT, SERVER_SEAL, INGEST, PROXY);
  private static final int SECRET_BYTES = 32;
  private static final int FIRST_EPOCH = 1;

  private final IndexRoots index;
  private final TinkServerSeal seal;
  private final JwsIngestSigner ingest;
  private final PrfSet proxy;

  private ServerKeys(KeyFile files, String tenant) throws GeneralSecurityException {
    this.index = new IndexRoots(files.read(INDEX_ROOT), tenant);
    this.seal =
        new TinkServerSeal(
            files.read(SERVER_SEAL).getPrimitive(RegistryConfiguration.get(), Aead.class));
    this.ingest = signer(files.read(INGEST));
    this.proxy = files.read(PROXY).getPrimitive(RegistryConfiguration.get(), PrfSet.class);
  }

  /**
   * Opens the key files, or makes them if neither they nor a used database exist.
   *
   * @param kms wraps the files; empty: plain files of mode 600
   * @throws IllegalStateException if files are missing or the database was used with other keys
   */
  public static ServerKeys open(Path folder, Optional<URI> kms, PreMeta meta) {
    try {
      PrfConfig.register();
      AeadConfig.register();
      SignatureConfig.register();
      KeyFile files = KeyFile.in(folder, kms);
      complete(files, meta);
      ServerKeys keys = new ServerKeys(files, KeyChecks.tenant(meta));
      KeyChecks.of(keys).verify(meta);
      return keys;
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException("the server's key files cannot be used", failed);
    }
  }

  private static void complete(KeyFile files, PreMeta meta) throws GeneralSecurityException {
    List<String> missing = FILES.stream().filter(name -> !files.exists(name)).toList();
    if (!missing.isEmpty() && KeyChecks.used(meta)) {
      throw new IllegalStateException(
          "key files are missing: "
              + missing
              + ". Put back those that this database was used with");
    }
    for (String name : missing) {
      files.write(name, generate(parameters(name)));
    }
  }

  private static Parameters parameters(String name) throws GeneralSecurityException {
    return switch (name) {
      case SERVER_SEAL -> PredefinedAeadParameters.AES256_GCM;
      case INGEST -> Ed25519Parameters.create(Ed25519Parameters.Variant.NO_PREFIX);
      default -> secret();
    };
  }

  private static KeysetHandle generate(Parameters parameters) throws GeneralSecurityException {
    return KeysetHandle.newBuilder()
        .addEntry(
            KeysetHandle.generateEntryFromParameters(parameters)
                .withFixedId(FIRST_EPOCH)
                .makePrimary())
        .build();
  }

  private static HkdfPrfParameters secret() throws GeneralSecurityException {
    return HkdfPrfParameters.builder()
        .setKeySizeBytes(SECRET_BYTES)
        .setHashType(HkdfPrfParameters.HashType.SHA256)
        .build();
  }

  @AccessesPartialKey
  private static JwsIngestSigner signer(KeysetHandle keyset) {
    Ed25519PrivateKey key = (Ed25519PrivateKey) keyset.getPrimary().getKey();
    byte[] secret = key.getPrivateKeyBytes().toByteArray(InsecureSecretKeyAccess.get());
    try {
      return new JwsIngestSigner(new Ed25519PrivateKeyParameters(secret));
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  public IndexKeys index() {
    return index;
  }

  public ServerSeal seal() {
    return seal;
  }

  public IngestSigner ingest() {
    return ingest;
  }

  /** The mark that this proxy puts on capsules which it has checked. */
  public StorageMacKey capsuleMark() {
    return StorageMacKey.fromBytes(derive("fhir-pre/v1/capsule-mark"));
  }

  public SegmentLookup segmentLookup() {
    return new SegmentLookup(derive("fhir-pre/v1/segment-lookup"));
  }

  String ingestKeyId() {
    return ingest.keyId();
  }

  /** 32 bytes of the proxy secret, HKDF-SHA256 with the label as info. */
  byte[] derive(String label) {
    try {
      return proxy.computePrimary(label.getBytes(UTF_8), SECRET_BYTES);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("the proxy secret does not derive", broken);
    }
  }
}
