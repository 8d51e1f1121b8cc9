/**
 * Labels of stored resources after the code lists changed: a Batch2 job that plans from the sealed
 * policy attributes, one that raises what the plan said, and the list of what still has to be
 * sealed anew by whoever can open it. No body is opened here.
 *
 * <p>Reading order: {@link org.fhirpre.interceptor.relabel.RelabelOperation}, {@link
 * org.fhirpre.interceptor.relabel.RelabelRuns}, {@link
 * org.fhirpre.interceptor.relabel.RelabelPlanner}, {@link
 * org.fhirpre.interceptor.relabel.LabelRaiser}, {@link
 * org.fhirpre.interceptor.relabel.PendingResources}.
 */
@NullMarked
package org.fhirpre.interceptor.relabel;

import org.jspecify.annotations.NullMarked;
