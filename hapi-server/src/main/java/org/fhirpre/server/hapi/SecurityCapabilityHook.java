// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.hapi;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import org.fhirpre.terminology.Protection;
import org.fhirpre.terminology.ResourceTypes;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;

/** Makes {@code /metadata} say what holds: SMART tokens, and no PATCH of what is stored sealed. */
@Interceptor
public final class CapabilityHook {
  private static final String SECURITY_SERVICE =
      "http://terminology.hl7.org/CodeSystem/restful-security-service";

  @Hook(Pointcut.SERVER_CAPABILITY_STATEMENT_GENERATED)
  public void correct(IBaseConformance generated) {
    if (generated instanceof CapabilityStatement statement) {
      statement.getRest().forEach(CapabilityHook::correct);
    }
  }

  private static void correct(CapabilityStatementRestComponent rest) {
    rest.getSecurity()
        .addService()
        .addCoding()
        .setSystem(SECURITY_SERVICE)
        .setCode("SMART-on-FHIR");
    rest.getResource().stream().filter(CapabilityHook::sealed).forEach(CapabilityHook::noPatch);
  }

  private static boolean sealed(CapabilityStatementRestResourceComponent resource) {
    return ResourceTypes.find(resource.getType())
        .map(row -> row.protection() != Protection.CLEAR)
        .orElse(true);
  }

  private static void noPatch(CapabilityStatementRestResourceComponent resource) {
    resource
        .getInteraction()
        .removeIf(interaction -> interaction.getCode() == TypeRestfulInteraction.PATCH);
  }
}
