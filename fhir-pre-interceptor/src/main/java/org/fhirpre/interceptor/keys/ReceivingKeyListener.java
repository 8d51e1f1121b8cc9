// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import java.util.Optional;
import org.fhirpre.interceptor.jdbc.SubjectKey;

/** Is told, in the same transaction, that a subject has a new receiving key. */
@FunctionalInterface
public interface ReceivingKeyListener {

  /**
   * @param replaced the key that was live before and is no more
   */
  void registered(SubjectKey key, Optional<SubjectKey> replaced);
}
