// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.fhirpre.testkit;

import org.jspecify.annotations.NullMarked;
