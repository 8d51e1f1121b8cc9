// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import java.util.List;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.spi.Reader;

/**
 * Consent policy and live grants for a page at once. Fails closed: what is not decided is withheld.
 */
public interface AccessDecision {
  /** One answer per record, in order; database queries are per page, not per record. */
  List<Access> decide(Reader reader, List<SealedRecord> page);
}
