// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import org.fhirpre.interceptor.stage.TestDatabase;

class LifeCycleH2Test extends LifeCycleContract {
  @Override
  TestDatabase database() {
    return TestDatabase.H2;
  }
}
