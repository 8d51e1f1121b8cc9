// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import org.springframework.context.annotation.Configuration;

/** Stores, key files and migrations. */
@Configuration(proxyBeanMethods = false)
class StoreBeans {}
