// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import org.fhirpre.interceptor.stage.TestDatabase;

class GrantStoreH2Test extends GrantStoreContract {
  @Override
  TestDatabase database() {
    return TestDatabase.H2;
  }
}
