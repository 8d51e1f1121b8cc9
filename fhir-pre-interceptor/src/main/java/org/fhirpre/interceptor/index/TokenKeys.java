// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.fhirpre.interceptor.spi.IndexKeys;

/**
 * Derives the keys of the blind index (docs/spec/search-tokens.md section 2).
 *
 * <p>Keys of the tenant stay; keys of patients are kept for ten minutes, of at most a thousand
 * patients. Thread safety: may be called concurrently.
 */
public final class TokenKeys {
  static final int MAX_PATIENT_SCOPES = 1000;
  static final Duration PATIENT_SCOPE_LIFE = Duration.ofMinutes(10);
  private static final byte[] SALT =
      Hmac.sha256("fhir-pre/v1/index".getBytes(StandardCharsets.US_ASCII));

  private final IndexKeys roots;
  private final InstantSource clock;
  private final Map<Integer, ScopeKeys> tenants = new ConcurrentHashMap<>();
  private final LinkedHashMap<EpochScope, ScopeKeys> patients =
      new LinkedHashMap<>(16, 0.75f, true);

  public TokenKeys(IndexKeys roots, InstantSource clock) {
    this.roots = roots;
    this.clock = clock;
  }

  /** Live epochs, newest first. */
  List<Integer> epochs() {
    return roots.epochs();
  }

  byte[] key(Slot slot, TokenKind kind) {
    ScopeKeys keys =
        slot.scope().patient().isEmpty()
            ? tenants.computeIfAbsent(slot.epoch(), this::tenant)
            : patient(new EpochScope(slot.epoch(), slot.scope()));
    return keys.key(new Name(slot.type(), slot.param(), kind));
  }

  /**
   * {@code K_type}, the most that a sealed writer may be given.
   *
   * @return 32 bytes
   */
  public byte[] typeKey(int epoch, Scope scope, String type) {
    byte[] scopeKey = scopeKey(epoch, scope);
    byte[] typeKey = expandType(scopeKey, type);
    Arrays.fill(scopeKey, (byte) 0);
    return typeKey;
  }

  int cachedPatients() {
    synchronized (patients) {
      return patients.size();
    }
  }

  private ScopeKeys tenant(int epoch) {
    return new ScopeKeys(scopeKey(epoch, Scope.TENANT), Instant.MAX);
  }

  private ScopeKeys patient(EpochScope wanted) {
    Instant now = clock.instant();
    synchronized (patients) {
      ScopeKeys known = patients.get(wanted);
      if (known != null && known.until.isAfter(now)) {
        return known;
      }
      patients.values().removeIf(keys -> !keys.until.isAfter(now));
      ScopeKeys made =
          new ScopeKeys(scopeKey(wanted.epoch, wanted.scope), now.plus(PATIENT_SCOPE_LIFE));
      patients.put(wanted, made);
      if (patients.size() > MAX_PATIENT_SCOPES) {
        patients.remove(patients.keySet().iterator().next());
      }
      return made;
    }
  }

  private byte[] scopeKey(int epoch, Scope scope) {
    byte[] root = roots.root(epoch);
    byte[] extracted = Hmac.extract(SALT, root);
    Arrays.fill(root, (byte) 0);
    byte[] label = Canon.labelled("tenant", roots.tenant());
    byte[] info = ByteBuffer.allocate(label.length + 4).put(label).putInt(epoch).array();
    byte[] tenantKey = Hmac.expand(extracted, info);
    Arrays.fill(extracted, (byte) 0);
    return scope
        .patient()
        .map(id -> Hmac.expand(tenantKey, Canon.labelled("patient", id)))
        .orElse(tenantKey);
  }

  private static byte[] expandType(byte[] scopeKey, String type) {
    return Hmac.expand(scopeKey, Canon.labelled("type", type));
  }

  private record EpochScope(int epoch, Scope scope) {}

  private record Name(String type, String param, TokenKind kind) {}

  /** Keys of one scope in one epoch; grows with the (type, param, kind) combinations asked for. */
  private static final class ScopeKeys {
    private final byte[] scopeKey;
    private final Instant until;
    private final Map<Name, byte[]> keys = new ConcurrentHashMap<>();

    ScopeKeys(byte[] scopeKey, Instant until) {
      this.scopeKey = scopeKey;
      this.until = until;
    }

    byte[] key(Name name) {
      return keys.computeIfAbsent(name, this::derive);
    }

    private byte[] derive(Name name) {
      byte[] typeKey = expandType(scopeKey, name.type);
      return Hmac.expand(typeKey, Canon.labelled("param", name.param, name.kind.code()));
    }
  }
}
