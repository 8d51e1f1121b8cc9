// SPDX-License-Identifier: Apache-2.0
/**
 * What the client of a patient does who holds her keys herself.
 *
 * <p>Read {@link ReceivedPlan} (what the server says is to be granted), {@link PlanCheck} (what the
 * client believes of it), {@link PlanWords} (what the person is told), {@link GrantUpload} (what is
 * signed) and {@link Publication} (enrolment). Nothing is signed that was not computed here.
 */
@NullMarked
package org.fhirpre.client.held;

import org.jspecify.annotations.NullMarked;
