// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import java.util.List;
import org.fhirpre.crypto.VerifiedGrant;

/** What one reader may have of one sealed resource. */
public sealed interface Access {

  enum Kind {
    WITHHELD,
    OWNER,
    GRANTED
  }

  Kind kind();

  /** Nothing: the resource is as good as absent. */
  record Withheld() implements Access {
    @Override
    public Kind kind() {
      return Kind.WITHHELD;
    }
  }

  /** The patient's own view: capsules as they are. */
  record Owner() implements Access {
    @Override
    public Kind kind() {
      return Kind.OWNER;
    }
  }

  /**
   * @param grants one per share of the record, in the record's order
   */
  record Granted(List<VerifiedGrant> grants) implements Access {
    public Granted {
      grants = List.copyOf(grants);
    }

    @Override
    public Kind kind() {
      return Kind.GRANTED;
    }
  }
}
