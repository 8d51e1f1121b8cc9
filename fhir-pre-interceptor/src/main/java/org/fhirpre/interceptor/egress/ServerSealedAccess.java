// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import org.fhirpre.interceptor.spi.Reader;
import org.hl7.fhir.r4.model.Resource;

/** Who may read resources that the server itself understands. Fails closed. */
public interface ServerSealedAccess {

  /**
   * @param opened readable, its binding to its row already checked
   */
  boolean mayRead(Reader reader, Resource opened);
}
