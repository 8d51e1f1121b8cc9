// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.jpa.util.SearchParameterMapCalculator;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.PreferHandlingEnum;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServerUtils;
import org.fhirpre.interceptor.body.HookOrder;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;

/**
 * Tells who asks for strict handling that a search for values names no patient, so that it finds no
 * sensitive resource: always the same, whatever there is. On the RestfulServer.
 */
@Interceptor(order = HookOrder.NET)
public final class ContextFreeHook {
  /** Beside the codes of {@link Refusal}. */
  public static final String CODE = "context-free";

  private static final String TEXT =
      "The search names no patient, so it finds no resource that is labelled sensitive.";
  private static final String KEY = ContextFreeHook.class.getName();

  /** Remembers that this search has no patients' keys for a value that it asks. */
  static void note(String type, SearchParameterMap search, SearchScope scope, RequestDetails of) {
    boolean counted = SearchParameterMapCalculator.isWantOnlyCount(search);
    if (isStrict(of)
        && !counted
        && SearchRules.asksValues(type, search)
        && scope.patients().get().isEmpty()) {
      of.getUserData().put(KEY, true);
    }
  }

  @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
  public void tell(RequestDetails request, @Nullable IBaseResource answer) {
    if (answer instanceof Bundle bundle
        && bundle.getType() == BundleType.SEARCHSET
        && request.getRestOperationType() == RestOperationTypeEnum.SEARCH_TYPE
        && request.getUserData().containsKey(KEY)) {
      bundle.addEntry().setResource(outcome()).getSearch().setMode(SearchEntryMode.OUTCOME);
    }
  }

  private static OperationOutcome outcome() {
    Coding code = new Coding().setSystem(Refusal.SYSTEM).setCode(CODE);
    OperationOutcome outcome = FhirErrors.outcome(IssueType.SUPPRESSED, code, TEXT);
    outcome.getIssueFirstRep().setSeverity(IssueSeverity.INFORMATION);
    return outcome;
  }

  private static boolean isStrict(RequestDetails request) {
    String prefer = request.getHeader(Constants.HEADER_PREFER);
    return RestfulServerUtils.parsePreferHeader(prefer).getHanding() == PreferHandlingEnum.STRICT;
  }
}
