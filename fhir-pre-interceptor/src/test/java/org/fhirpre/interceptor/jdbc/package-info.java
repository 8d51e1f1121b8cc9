// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.fhirpre.interceptor.jdbc;

import org.jspecify.annotations.NullMarked;
