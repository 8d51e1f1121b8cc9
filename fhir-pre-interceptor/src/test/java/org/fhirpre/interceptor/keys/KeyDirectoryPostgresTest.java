// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import org.fhirpre.interceptor.stage.TestDatabase;

class KeyDirectoryPostgresTest extends KeyDirectoryContract {
  @Override
  TestDatabase database() {
    return TestDatabase.POSTGRESQL;
  }
}
