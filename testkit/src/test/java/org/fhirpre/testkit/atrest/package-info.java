// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.fhirpre.testkit.atrest;

import org.jspecify.annotations.NullMarked;
