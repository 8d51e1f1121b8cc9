// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

/**
 * A canary found where nothing readable may be.
 *
 * @param place as the caller named it, for example {@code h2}
 * @param location schema, table and column; or file; or line number
 * @param decoding what had to be undone, outermost first, for example {@code base64 > gzip}
 * @param form which form was found, for example {@code value}, {@code prefix of 8}, {@code SHA-256}
 * @param canary the value and its element
 */
public record Hit(String place, String location, String decoding, String form, Canary canary) {

  @Override
  public String toString() {
    String how = decoding.isEmpty() ? form : form + " in " + decoding;
    return place + " " + location + ": " + canary.element() + " (" + how + ")";
  }
}
