// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import org.fhirpre.interceptor.stage.TestDatabase;

class ReconcilerPostgresTest extends ReconcilerContract {
  @Override
  TestDatabase database() {
    return TestDatabase.POSTGRESQL;
  }
}
