// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.interceptor.body.HookOrder;
import org.fhirpre.interceptor.body.SealedTypes;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.hl7.fhir.instance.model.api.IIdType;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a request what a server without plaintext can answer, or refuses it, before HAPI looks
 * for a handler. On the RestfulServer.
 */
@Interceptor(order = HookOrder.GUARD)
public final class RequestRewriter {
  private static final Set<String> NEED_PLAINTEXT =
      Set.of("$diff", "$lastn", "$graphql", "$summary", "$document", "$mdm-match", "$match");
  private static final Set<String> META_CHANGES = Set.of("$meta-add", "$meta-delete");
  private static final Set<String> SUBSETS = Set.of("true", "text", "data");

  private final FhirContext fhir;

  public RequestRewriter(FhirContext fhir) {
    this.fhir = fhir;
  }

  @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLER_SELECTED)
  public void rewrite(RequestDetails request) {
    compartmentSearch(request);
    String type = request.getResourceName();
    if (type != null && SealedTypes.always(type)) {
      refuse(request);
    }
    if (Interactions.concernsSealedType(request)) {
      wholeShells(request);
    }
  }

  // Before the lookup, so that the answer does not depend on whether the resource exists.
  private static void refuse(RequestDetails request) {
    String operation = String.valueOf(request.getOperation());
    if (request.getRequestType() == RequestTypeEnum.PATCH || META_CHANGES.contains(operation)) {
      throw FhirErrors.needsGateway();
    }
    if (NEED_PLAINTEXT.contains(operation)) {
      throw FhirErrors.notSupported("This operation needs readable resources");
    }
    if (operation.equals("$validate") && request.getId() != null && isGet(request)) {
      throw FhirErrors.notSupported("A stored resource cannot be validated; send it along");
    }
  }

  // A subset would be the shell without its envelope; the client takes it after opening.
  private static void wholeShells(RequestDetails request) {
    request.removeParameter("_elements");
    request.removeParameter("_elements:exclude");
    String[] summary = request.getParameters().get("_summary");
    if (summary != null && summary.length > 0 && SUBSETS.contains(summary[0])) {
      request.removeParameter("_summary");
    }
  }

  private void compartmentSearch(RequestDetails request) {
    String type = request.getCompartmentName();
    IIdType owner = request.getId();
    boolean search =
        type != null
            && owner != null
            && isGet(request)
            && "Patient".equals(request.getResourceName())
            && fhir.getResourceTypes().contains(type);
    if (!search) {
      return;
    }
    Optional<String> parameter = compartmentParameter(type);
    if (parameter.isEmpty()) {
      throw FhirErrors.notSupported("This type is not in the Patient compartment");
    }
    Map<String, String[]> parameters = new HashMap<>(request.getParameters());
    add(parameters, parameter.get(), "Patient/" + owner.getIdPart());
    request.setParameters(parameters);
    request.setResourceName(type);
    request.setCompartmentName(null);
    request.setId(null);
    request.setRequestPath(type);
  }

  private Optional<String> compartmentParameter(String type) {
    List<RuntimeSearchParam> candidates =
        fhir.getResourceDefinition(type).getSearchParamsForCompartmentName("Patient");
    return candidates.stream()
        .map(RuntimeSearchParam::getName)
        .min(Comparator.comparingInt(RequestRewriter::rank));
  }

  private static int rank(String parameter) {
    return parameter.equals("patient") ? 0 : parameter.equals("subject") ? 1 : 2;
  }

  private static void add(Map<String, String[]> parameters, String name, String value) {
    String @Nullable [] present = parameters.get(name);
    String[] more = new String[present == null ? 1 : present.length + 1];
    if (present != null) {
      System.arraycopy(present, 0, more, 0, present.length);
    }
    more[more.length - 1] = value;
    parameters.put(name, more);
  }

  private static boolean isGet(RequestDetails request) {
    return request.getRequestType() == RequestTypeEnum.GET
        || request.getRequestType() == RequestTypeEnum.HEAD;
  }
}
