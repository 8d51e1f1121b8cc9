// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.emergency;

import org.fhirpre.interceptor.stage.TestDatabase;

class EmergencySessionsH2Test extends EmergencySessionsContract {
  @Override
  TestDatabase database() {
    return TestDatabase.H2;
  }
}
