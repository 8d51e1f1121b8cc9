// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.fhirpre.crypto.PreException;
import org.fhirpre.interceptor.jdbc.PreMeta;
import org.fhirpre.interceptor.spi.IndexKeys;
import org.fhirpre.interceptor.spi.ServerSeal;

/**
 * Ties a database to the keys that it was first used with, by check values that say nothing about
 * the keys. With another index root searches would find nothing, with another seal nothing would
 * open, and both would go on writing.
 */
public final class KeyChecks {
  private static final String PREFIX = "key-check.";
  private static final String INDEX = PREFIX + "index.";
  private static final String SEAL = PREFIX + "seal";
  private static final String TENANT = "tenant";
  private static final String ZONE = "zone";
  private static final String LABEL = "fhir-pre/v1/key-check";
  private static final int CHECK_BYTES = 16;

  private final ServerKeys keys;

  private KeyChecks(ServerKeys keys) {
    this.keys = keys;
  }

  static KeyChecks of(ServerKeys keys) {
    return new KeyChecks(keys);
  }

  /** Whether the database was used with some keys before. */
  static boolean used(PreMeta meta) {
    return meta.has(PREFIX);
  }

  /** Random, made at the first start. */
  static String tenant(PreMeta meta) {
    return meta.remember(TENANT, UUID.randomUUID().toString());
  }

  /**
   * @throws IllegalStateException if the database was used with another zone
   */
  public static void verifyZone(ZoneId zone, PreMeta meta) {
    if (!meta.remember(ZONE, zone.getId()).equals(zone.getId())) {
      throw new IllegalStateException(
          "fhirpre.zone is not the zone that this database was first used with");
    }
  }

  /**
   * @throws IllegalStateException naming what differs
   */
  void verify(PreMeta meta) {
    verifyIndex(meta);
    verifySeal(meta);
    remembered(meta, PREFIX + "ingest", keys.ingestKeyId(), ServerKeys.INGEST);
    remembered(meta, PREFIX + "proxy", check(keys.derive(LABEL)), ServerKeys.PROXY);
  }

  private void verifyIndex(PreMeta meta) {
    IndexKeys index = keys.index();
    Map<Integer, String> checks = new TreeMap<>();
    index.epochs().forEach(epoch -> checks.put(epoch, check(index.root(epoch))));
    boolean used = meta.has(INDEX);
    boolean anyKnown = checks.keySet().stream().anyMatch(e -> meta.find(INDEX + e).isPresent());
    if (used && !anyKnown) {
      throw other(ServerKeys.INDEX_ROOT);
    }
    checks.forEach((epoch, check) -> remembered(meta, INDEX + epoch, check, ServerKeys.INDEX_ROOT));
  }

  private void verifySeal(PreMeta meta) {
    ServerSeal seal = keys.seal();
    byte[] label = LABEL.getBytes(UTF_8);
    String known =
        Optional.of(SEAL)
            .flatMap(meta::find)
            .orElseGet(
                () ->
                    meta.remember(
                        SEAL, Base64.getEncoder().encodeToString(seal.seal(label, label))));
    try {
      seal.open(Base64.getDecoder().decode(known), label);
    } catch (PreException.OpenFailed refused) {
      throw other(ServerKeys.SERVER_SEAL);
    }
  }

  private static void remembered(PreMeta meta, String name, String value, String file) {
    if (!meta.remember(name, value).equals(value)) {
      throw other(file);
    }
  }

  private static IllegalStateException other(String file) {
    return new IllegalStateException(
        "this database was used with other keys than those in " + file);
  }

  private static String check(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] check = Arrays.copyOf(mac.doFinal(LABEL.getBytes(UTF_8)), CHECK_BYTES);
      return HexFormat.of().formatHex(check);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has HmacSHA256", impossible);
    }
  }
}
