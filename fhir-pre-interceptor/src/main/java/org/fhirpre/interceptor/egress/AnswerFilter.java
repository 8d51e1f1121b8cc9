// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import java.util.EnumSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.interceptor.body.SealedTypes;
import org.fhirpre.interceptor.body.Submitted;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Keeps of one answer what may leave: Bundles in Bundles, Parameters, and whatever they hold. */
final class AnswerFilter {
  /** Bundles that are answers themselves; any other type is a stored document. */
  private static final Set<BundleType> ANSWERS =
      EnumSet.of(
          BundleType.SEARCHSET,
          BundleType.HISTORY,
          BundleType.BATCHRESPONSE,
          BundleType.TRANSACTIONRESPONSE);

  private final boolean givesBack;
  private final Set<Integer> guardedTotals;

  /**
   * @param givesBack whether the writer explicitly asked for what it submitted
   * @param guardedTotals numbers of results that count permitted ones only
   */
  AnswerFilter(boolean givesBack, Set<Integer> guardedTotals) {
    this.givesBack = givesBack;
    this.guardedTotals = guardedTotals;
  }

  /** The answer, changed in place; null if nothing of it may leave. */
  @Nullable IBaseResource keep(IBaseResource answer) {
    if (Shown.is(answer)) {
      return answer;
    }
    if (answer instanceof Bundle bundle && ANSWERS.contains(bundle.getType())) {
      return keepEntries(bundle);
    }
    if (answer instanceof Parameters parameters) {
      parameters.getParameter().forEach(this::keepParts);
      return parameters;
    }
    return mayLeave(answer) ? answer : null;
  }

  private boolean mayLeave(IBaseResource resource) {
    if (Shown.isBlank(resource)) {
      return false;
    }
    if (!SealedTypes.possible(resource.fhirType())) {
      return true;
    }
    Optional<Submitted> submitted = Submitted.of(resource);
    if (!givesBack || submitted.isEmpty()) {
      return false;
    }
    submitted.get().putBack((Resource) resource);
    return true;
  }

  private Bundle keepEntries(Bundle bundle) {
    for (Iterator<BundleEntryComponent> entries = bundle.getEntry().iterator();
        entries.hasNext(); ) {
      BundleEntryComponent entry = entries.next();
      BatchAnswer.clean(entry);
      if (entry.hasResource()) {
        IBaseResource kept = keep(entry.getResource());
        entry.setResource((Resource) kept);
        if (kept == null && isPage(bundle)) {
          entries.remove();
        }
      }
    }
    if (countsSealed(bundle) && !isGuarded(bundle)) {
      bundle.setTotalElement(null);
    }
    return bundle;
  }

  private static boolean isPage(Bundle bundle) {
    return bundle.getType() == BundleType.SEARCHSET || bundle.getType() == BundleType.HISTORY;
  }

  private boolean isGuarded(Bundle bundle) {
    return bundle.getType() == BundleType.SEARCHSET && guardedTotals.contains(bundle.getTotal());
  }

  // The link names the type that was asked for, also when every hit is withheld.
  private static boolean countsSealed(Bundle bundle) {
    if (!bundle.hasTotal()) {
      return false;
    }
    String self = bundle.getLink("self") == null ? "" : bundle.getLink("self").getUrl();
    int query = self.indexOf('?');
    String path = query < 0 ? self : self.substring(0, query);
    String last = path.substring(path.lastIndexOf('/') + 1);
    boolean named = !last.isEmpty() && Character.isUpperCase(last.charAt(0));
    String type = named ? last : new IdType(path).getResourceType();
    return type == null || type.isEmpty() || SealedTypes.possible(type);
  }

  private void keepParts(ParametersParameterComponent parameter) {
    if (parameter.hasResource()) {
      parameter.setResource((Resource) keep(parameter.getResource()));
    }
    parameter.getPart().forEach(this::keepParts);
  }
}
