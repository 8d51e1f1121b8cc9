// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import org.fhirpre.interceptor.stage.TestDatabase;

class LifeCyclePostgresTest extends LifeCycleContract {
  @Override
  TestDatabase database() {
    return TestDatabase.POSTGRESQL;
  }
}
