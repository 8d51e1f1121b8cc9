// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import java.util.Set;
import org.fhirpre.interceptor.body.HookOrder;
import org.fhirpre.interceptor.body.SealedTypes;
import org.fhirpre.interceptor.guard.ClientIds;
import org.fhirpre.interceptor.index.Indexing;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;

/**
 * Makes {@code /metadata} say what holds for encrypted types: no PATCH, no operation that needs
 * readable resources, no search parameter that is refused. On the RestfulServer.
 */
@Interceptor(order = HookOrder.NET)
public final class CapabilityHook {
  private static final String REQUIREMENTS = "https://fhirpre.org/fhir/CapabilityStatement/server";
  private static final String PACKAGE = "https://fhirpre.org/fhir/ImplementationGuide/org.fhirpre";
  private static final Set<String> REFUSED_OPERATIONS =
      Set.of("diff", "lastn", "graphql", "summary", "document", "mdm-match", "match");
  private static final Set<String> META_CHANGES = Set.of("meta-add", "meta-delete");

  private final FhirContext fhir;
  private final ClientIds ids;

  public CapabilityHook(FhirContext fhir, ClientIds ids) {
    this.fhir = fhir;
    this.ids = ids;
  }

  @Hook(Pointcut.SERVER_CAPABILITY_STATEMENT_GENERATED)
  public void correct(IBaseConformance generated) {
    if (generated instanceof CapabilityStatement statement) {
      statement.addInstantiates(REQUIREMENTS).addImplementationGuide(PACKAGE);
      statement.getRest().forEach(this::correct);
    }
  }

  private void correct(CapabilityStatementRestComponent rest) {
    rest.getResource().stream()
        .filter(resource -> Indexing.of(resource.getType()).blind())
        .forEach(this::correct);
  }

  private void correct(CapabilityStatementRestResourceComponent resource) {
    String type = resource.getType();
    resource
        .getSearchParam()
        .removeIf(param -> !SearchableParams.answered(fhir, type, param.getName()));
    if (SealedTypes.always(type)) {
      resource.setUpdateCreate(ids != ClientIds.NONE);
      resource
          .getInteraction()
          .removeIf(interaction -> interaction.getCode() == TypeRestfulInteraction.PATCH);
      resource
          .getOperation()
          .removeIf(
              operation ->
                  REFUSED_OPERATIONS.contains(operation.getName())
                      || META_CHANGES.contains(operation.getName()));
    }
  }
}
