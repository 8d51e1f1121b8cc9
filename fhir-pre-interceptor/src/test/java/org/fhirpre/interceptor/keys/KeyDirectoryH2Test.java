// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import org.fhirpre.interceptor.stage.TestDatabase;

class KeyDirectoryH2Test extends KeyDirectoryContract {
  @Override
  TestDatabase database() {
    return TestDatabase.H2;
  }
}
