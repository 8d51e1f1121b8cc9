// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import java.util.List;
import java.util.Optional;
import org.fhirpre.crypto.VerifiedGrant;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** What one reader may have of one sealed resource. */
public sealed interface Access {
  /** Where an object keeps its decision. */
  String KEY = Access.class.getName();

  enum Kind {
    WITHHELD,
    OWNER,
    GRANTED
  }

  Kind kind();

  /** Keeps it with the shell that was decided about; nothing that a client sends can carry one. */
  default void attachTo(IBaseResource shell) {
    shell.setUserData(KEY, this);
  }

  /** What was decided about this very object; empty if nothing was. */
  static Optional<Access> of(IBaseResource shell) {
    return Optional.ofNullable((Access) shell.getUserData(KEY));
  }

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
