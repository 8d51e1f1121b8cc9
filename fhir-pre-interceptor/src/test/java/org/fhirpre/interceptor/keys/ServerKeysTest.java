// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.fhirpre.crypto.PreException;
import org.fhirpre.interceptor.jdbc.PreMeta;
import org.fhirpre.interceptor.jdbc.Schema;
import org.fhirpre.interceptor.stage.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerKeysTest {
  @TempDir Path home;
  private PreMeta meta = database();

  private static PreMeta database() {
    var source = TestDatabase.H2.fresh();
    Schema.migrate(source);
    return new PreMeta(source);
  }

  private Path folder;

  @BeforeEach
  void folder() {
    folder = home.resolve("keys");
  }

  private ServerKeys open() {
    return ServerKeys.open(folder, Optional.empty(), meta);
  }

  @Test
  void the_first_start_makes_files_for_their_owner_only() throws IOException {
    open();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    try (var files = Files.list(folder)) {
      assertThat(files)
          .hasSize(4)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void the_next_start_has_the_same_keys() {
    ServerKeys first = open();
    ServerKeys second = open();
    byte[] sealed = first.seal().seal("text".getBytes(UTF_8), "row".getBytes(UTF_8));
    assertThat(second.seal().open(sealed, "row".getBytes(UTF_8))).asString().isEqualTo("text");
    assertThatThrownBy(() -> second.seal().open(sealed, "other row".getBytes(UTF_8)))
        .isInstanceOf(PreException.OpenFailed.class);
    assertThat(second.index().epochs()).containsExactly(1);
    assertThat(second.index().root(1)).hasSize(32).isEqualTo(first.index().root(1));
    assertThat(second.index().tenant()).isEqualTo(first.index().tenant());
    assertThat(second.ingest().publicJwk()).isEqualTo(first.ingest().publicJwk());
  }

  @Test
  void a_used_database_refuses_other_keys_and_makes_no_new_ones() throws IOException {
    open();
    Path used = folder;
    folder = home.resolve("elsewhere");
    assertThatThrownBy(this::open).hasMessageContaining("key files are missing");
    assertThat(folder).doesNotExist();
    PreMeta usedMeta = meta;
    meta = database();
    open();
    meta = usedMeta;
    for (String file :
        new String[] {
          ServerKeys.INDEX_ROOT, ServerKeys.SERVER_SEAL, ServerKeys.INGEST, ServerKeys.PROXY
        }) {
      Path mixed = Files.createDirectory(home.resolve("mixed-" + file));
      try (var files = Files.list(used)) {
        for (Path right : files.toList()) {
          Files.copy(right, mixed.resolve(right.getFileName()));
        }
      }
      Files.delete(mixed.resolve(file));
      Files.copy(folder.resolve(file), mixed.resolve(file));
      assertThatThrownBy(() -> ServerKeys.open(mixed, Optional.empty(), usedMeta))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(file);
    }
  }

  @Test
  void a_key_service_without_client_is_said_clearly() {
    assertThatThrownBy(
            () -> ServerKeys.open(folder, Optional.of(URI.create("aws-kms://some/key")), meta))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("fhirpre.kms-uri")
        .hasMessageContaining("aws-kms");
  }

  @Test
  void the_zone_is_fixed_at_the_first_start() {
    KeyChecks.verifyZone(ZoneOffset.UTC, meta);
    KeyChecks.verifyZone(ZoneOffset.UTC, meta);
    assertThatThrownBy(() -> KeyChecks.verifyZone(ZoneId.of("Europe/Zurich"), meta))
        .hasMessageContaining("fhirpre.zone");
  }

  @Test
  void the_ingest_signature_is_a_detached_jws_of_its_public_key() throws Exception {
    ServerKeys keys = open();
    byte[] payload = {1, 2, 3};
    String jws = keys.ingest().signDetached(payload);
    OctetKeyPair jwk = OctetKeyPair.parse(keys.ingest().publicJwk());
    JWSObject parsed = JWSObject.parse(jws, new Payload(payload));
    assertThat(parsed.getHeader().getKeyID()).isEqualTo(jwk.getKeyID());
    String input = parsed.getHeader().toBase64URL() + "." + new Payload(payload).toBase64URL();
    new com.google.crypto.tink.subtle.Ed25519Verify(jwk.getX().decode())
        .verify(parsed.getSignature().decode(), input.getBytes(UTF_8));
    assertThat(jws).contains("..");
  }
}
