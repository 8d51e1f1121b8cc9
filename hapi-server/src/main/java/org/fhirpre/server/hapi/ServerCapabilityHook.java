// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.hapi;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;

/**
 * Has {@code /metadata} say what HAPI leaves out: SMART tokens, and that a PUT may create. What is
 * encrypted, the plug-in says.
 */
@Interceptor
public final class ServerCapabilityHook {
  private static final String SECURITY_SERVICE =
      "http://terminology.hl7.org/CodeSystem/restful-security-service";

  @Hook(Pointcut.SERVER_CAPABILITY_STATEMENT_GENERATED)
  public void complete(IBaseConformance generated) {
    if (generated instanceof CapabilityStatement statement) {
      statement.getRest().forEach(ServerCapabilityHook::complete);
    }
  }

  private static void complete(CapabilityStatementRestComponent rest) {
    rest.getSecurity()
        .addService()
        .addCoding()
        .setSystem(SECURITY_SERVICE)
        .setCode("SMART-on-FHIR");
    rest.getResource().forEach(resource -> resource.setUpdateCreate(true));
  }
}
