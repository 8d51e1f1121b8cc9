// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import org.springframework.context.annotation.Configuration;

/** The blind index and its predicate builders. */
@Configuration(proxyBeanMethods = false)
class IndexBeans {}
