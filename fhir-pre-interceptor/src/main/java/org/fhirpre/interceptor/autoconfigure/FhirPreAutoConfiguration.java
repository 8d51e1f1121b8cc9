// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import ca.uhn.fhir.rest.server.RestfulServer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Import;

/** Installs the plug-in in a HAPI JPA host; {@code fhirpre.enabled=false} leaves HAPI alone. */
@AutoConfiguration
@ConditionalOnClass(RestfulServer.class)
@ConditionalOnProperty(name = "fhirpre.enabled", havingValue = "true", matchIfMissing = true)
@Import({
  StoreBeans.class,
  BodyBeans.class,
  IndexBeans.class,
  ConsentBeans.class,
  GrantPlanBeans.class,
  RelabelBeans.class,
  AccessBeans.class,
  EmergencyBeans.class,
  LaterBeans.class,
  FilingBeans.class,
  VerifierBeans.class
})
public class FhirPreAutoConfiguration {}
