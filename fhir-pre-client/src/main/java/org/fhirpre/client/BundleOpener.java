// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;

/**
 * Opens a Bundle entry by entry, Bundles inside it included.
 *
 * <p>An entry that does not open stays as received and an OperationOutcome is put beside it: in the
 * entry's own {@code response.outcome} where the position of entries has a meaning (answers to a
 * batch or transaction), in an entry of its own that follows it otherwise.
 */
final class BundleOpener {
  static final String OUTCOME_SYSTEM = "https://fhirpre.org/fhir/CodeSystem/error";
  static final String OPEN_FAILED = "open-failed";
  private static final int MAX_DEPTH = 8;

  private final Function<Resource, Optional<Resource>> openOne;
  private int opened;
  private int unopened;

  /**
   * @param openOne gives the readable form of a sealed resource, empty for what is not sealed, and
   *     throws {@link ClientException.NotOpened}
   */
  BundleOpener(Function<Resource, Optional<Resource>> openOne) {
    this.openOne = openOne;
  }

  Opened open(Bundle bundle) {
    open(bundle, 1);
    return new Opened(bundle, opened, unopened);
  }

  private void open(Bundle bundle, int depth) {
    if (depth > MAX_DEPTH) {
      throw new ClientException.NotOpened();
    }
    List<BundleEntryComponent> entries = new ArrayList<>();
    for (BundleEntryComponent entry : bundle.getEntry()) {
      entries.add(entry);
      if (!opens(entry, depth)) {
        report(bundle, entry).ifPresent(entries::add);
      }
    }
    bundle.setEntry(entries);
  }

  private boolean opens(BundleEntryComponent entry, int depth) {
    if (!entry.hasResource()) {
      return true;
    }
    try {
      if (entry.getResource() instanceof Bundle inner) {
        open(inner, depth + 1);
        return true;
      }
      Optional<Resource> readable = openOne.apply(entry.getResource());
      readable.ifPresent(entry::setResource);
      opened += readable.isPresent() ? 1 : 0;
      return true;
    } catch (ClientException.NotOpened e) {
      unopened++;
      return false;
    }
  }

  private static Optional<BundleEntryComponent> report(Bundle bundle, BundleEntryComponent entry) {
    OperationOutcome outcome = outcome(entry.getResource());
    if (isPositional(bundle)) {
      entry.getResponse().setOutcome(outcome);
      return Optional.empty();
    }
    BundleEntryComponent beside = new BundleEntryComponent().setResource(outcome);
    if (bundle.getType() == BundleType.SEARCHSET) {
      beside.getSearch().setMode(SearchEntryMode.OUTCOME);
    }
    return Optional.of(beside);
  }

  private static boolean isPositional(Bundle bundle) {
    return bundle.getType() == BundleType.BATCHRESPONSE
        || bundle.getType() == BundleType.TRANSACTIONRESPONSE;
  }

  private static OperationOutcome outcome(Resource shell) {
    OperationOutcome outcome = new OperationOutcome();
    OperationOutcome.OperationOutcomeIssueComponent issue = outcome.addIssue();
    issue.setSeverity(IssueSeverity.ERROR).setCode(IssueType.SECURITY);
    issue.getDetails().addCoding().setSystem(OUTCOME_SYSTEM).setCode(OPEN_FAILED);
    issue.setDiagnostics(
        shell.getIdElement().toUnqualifiedVersionless().getValue()
            + ": "
            + new ClientException.NotOpened().getMessage());
    return outcome;
  }
}
