/** New code lists on stored records, and what the labelling service says over HTTP. */
@NullMarked
package org.fhirpre.server.relabel;

import org.jspecify.annotations.NullMarked;
