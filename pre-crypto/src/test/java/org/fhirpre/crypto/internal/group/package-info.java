// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.fhirpre.crypto.internal.group;

import org.jspecify.annotations.NullMarked;
