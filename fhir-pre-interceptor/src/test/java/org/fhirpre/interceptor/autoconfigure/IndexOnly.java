// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import org.springframework.context.annotation.Import;

/** The index and search beans without the rest of the plug-in. */
@Import(IndexBeans.class)
public class IndexOnly {}
