// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.custom.sec.SecP256K1Curve;
import org.junit.jupiter.api.Test;

class BouncyCastleTest {
  private final GroupProvider group = new BouncyCastle();

  @Test
  void the_curve_is_the_one_with_regular_field_arithmetic() {
    ECPoint own =
        group.decode(Secp256k1.U.encoded()).orElseThrow().form(ECPoint.class).orElseThrow();
    assertThat(own.getCurve()).isInstanceOf(SecP256K1Curve.class);
  }
}
