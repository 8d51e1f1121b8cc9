// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import org.springframework.context.annotation.Configuration;

/** Sealing, shells, the return path and the guards. */
@Configuration(proxyBeanMethods = false)
class BodyBeans {}
