// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import org.fhirpre.interceptor.stage.TestDatabase;

class StorePostgresTest extends StoreContract {
  @Override
  TestDatabase database() {
    return TestDatabase.POSTGRESQL;
  }
}
