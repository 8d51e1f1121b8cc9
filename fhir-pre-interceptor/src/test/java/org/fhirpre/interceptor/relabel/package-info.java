@NullMarked
package org.fhirpre.interceptor.relabel;

import org.jspecify.annotations.NullMarked;
