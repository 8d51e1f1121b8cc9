// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The index and search beans without the rest of the plug-in. */
@Configuration(proxyBeanMethods = false)
@Import(IndexBeans.class)
public class IndexOnly {}
