// SPDX-License-Identifier: Apache-2.0
/**
 * What resource types, labels and purposes mean: the tables that decide how a resource is protected
 * and the labelling service that turns codes into labels.
 *
 * <p>Read {@link ResourceTypes}, {@link Facet}, {@link Sensitivities} and {@link Purposes} for the
 * tables, then {@link SecurityLabeler} and {@link CodeListLabeler}. Everything is immutable, loaded
 * once from resources of this jar and thread-safe; nothing is read from a database, so that nobody
 * widens access by editing terminology on the server.
 */
@NullMarked
package org.fhirpre.terminology;

import org.jspecify.annotations.NullMarked;
