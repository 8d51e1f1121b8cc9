// SPDX-License-Identifier: Apache-2.0
/**
 * Who saw, was denied, granted or revoked what: AuditEvents that name resources and nothing else.
 */
@NullMarked
package org.fhirpre.interceptor.audit;

import org.jspecify.annotations.NullMarked;
