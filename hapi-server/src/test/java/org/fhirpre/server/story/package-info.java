// SPDX-License-Identifier: Apache-2.0
/** The main job end to end, over HTTP, on both databases; each class is one concern. */
@NullMarked
package org.fhirpre.server.story;

import org.jspecify.annotations.NullMarked;
