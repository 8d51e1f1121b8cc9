// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import org.fhirpre.client.json.StrictJson;

/**
 * The protected header of the content JWE: exactly these members. {@code docs/spec/envelope.md} §3.
 *
 * @param kid names the set of shares
 * @param salt base64url, 16 bytes
 * @param commit base64url, 32 bytes: commitment to the key that the shares combine to
 * @param res {@code Type/id} of the resource that the content belongs to
 * @param ver version of the resource, from 1
 */
record ContentHeader(
    String alg,
    String enc,
    String zip,
    String typ,
    String cty,
    String kid,
    String salt,
    String commit,
    String res,
    long ver) {
  private static final int SALT_BYTES = 16;
  private static final int COMMITMENT_BYTES = 32;

  static ContentHeader parse(byte[] json) {
    ContentHeader header = StrictJson.read(json, ContentHeader.class);
    boolean expected =
        header.alg.equals("dir")
            && header.enc.equals("A256GCM")
            && header.zip.equals("DEF")
            && header.typ.equals("fhir-pre+jwe")
            && header.cty.equals("application/fhir+json")
            && header.saltBytes().length == SALT_BYTES
            && header.commitment().length == COMMITMENT_BYTES;
    if (!expected) {
      throw new ClientException.NotOpened();
    }
    return header;
  }

  byte[] saltBytes() {
    return Encoded.base64Url(salt);
  }

  byte[] commitment() {
    return Encoded.base64Url(commit);
  }
}
