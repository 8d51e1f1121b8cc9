// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import org.fhirpre.interceptor.stage.TestDatabase;

class ReconcilerH2Test extends ReconcilerContract {
  @Override
  TestDatabase database() {
    return TestDatabase.H2;
  }
}
