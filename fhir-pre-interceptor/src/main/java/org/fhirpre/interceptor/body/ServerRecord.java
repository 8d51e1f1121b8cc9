// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import java.util.regex.Pattern;
import org.fhirpre.crypto.PreException;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;

/**
 * The record of a server-sealed body, {@code docs/spec/record.md} §3.
 *
 * <pre>
 *   bytes  field
 *   1      format, 0x03
 *   2+n    type
 *   2+n    logical id
 *   8      version
 *   rest   JSON of the resource, compressed, server-sealed with {@link Digests#bodyData}
 * </pre>
 *
 * <p>Once opened it rides on the resource: readers compare it with the row that carried it, so that
 * a row with another one's body, or with an older body of its own, is noticed.
 *
 * @param version that the write made
 */
public record ServerRecord(String type, String id, long version) {
  static final int FORMAT = 3;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");
  private static final int MAX_TYPE_BYTES = 64;
  private static final int MAX_ID_BYTES = 64;
  private static final String KEY = ServerRecord.class.getName();

  /** A sealed body and what it claims to be; authenticated by opening it. */
  record Sealed(ServerRecord claim, Bytes sealed) {}

  void attachTo(IBaseResource resource) {
    resource.setUserData(KEY, this);
  }

  /** The record behind a resource that this server opened; empty for every other resource. */
  public static Optional<ServerRecord> of(IBaseResource resource) {
    return Optional.ofNullable((ServerRecord) resource.getUserData(KEY));
  }

  /** Whether the row that carried this record is the one it was written for. */
  public boolean belongsTo(Resource resource) {
    return type.equals(resource.fhirType())
        && id.equals(resource.getIdElement().getIdPart())
        && Long.toString(version).equals(resource.getIdElement().getVersionIdPart());
  }

  byte[] additionalData() {
    return Digests.bodyData(type, id, version);
  }

  byte[] toBytes(byte[] sealed) {
    byte[] typeText = type.getBytes(US_ASCII);
    byte[] idText = id.getBytes(US_ASCII);
    return new ByteSink()
        .u8(FORMAT)
        .u16(typeText.length)
        .bytes(typeText)
        .u16(idText.length)
        .bytes(idText)
        .u64(version)
        .bytes(sealed)
        .toBytes();
  }

  /**
   * @throws PreException.MalformedEncoding naming the field
   */
  static Sealed fromBytes(byte[] bytes) {
    ByteSource in = new ByteSource(bytes);
    in.require(in.u8("format") == FORMAT, "format");
    String type = text(in, in.u16("type length", 1, MAX_TYPE_BYTES));
    String id = text(in, in.u16("id length", 1, MAX_ID_BYTES));
    long version = in.u64("version");
    in.require(ID.matcher(type).matches() && ID.matcher(id).matches(), "name");
    in.require(version > 0, "version");
    return new Sealed(new ServerRecord(type, id, version), Bytes.of(in.rest()));
  }

  private static String text(ByteSource in, int length) {
    return new String(in.bytes(length, "name"), US_ASCII);
  }
}
