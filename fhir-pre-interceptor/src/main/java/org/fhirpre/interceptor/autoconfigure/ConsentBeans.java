// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import org.springframework.context.annotation.Configuration;

/** Key directory operations, consent enforcement and the agent's client. */
@Configuration(proxyBeanMethods = false)
class ConsentBeans {}
