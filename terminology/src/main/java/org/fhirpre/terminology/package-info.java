// SPDX-License-Identifier: Apache-2.0
/**
 * What resource types, labels, purposes and the words of Consents mean: the tables that decide how
 * a resource is protected, and the labelling service that turns codes into labels.
 *
 * <p>Read {@link ResourceTypes}, {@link Facet}, {@link Sensitivities}, {@link Purposes} and {@link
 * Vocabulary} for the tables, then {@link SecurityLabeler}, {@link CodeListLabeler} and {@link
 * CodeLists}, then {@link TerminologyPackage}, which {@link PackageBuilder} makes of the same
 * tables in the build. Everything is immutable, loaded once and thread-safe; nothing is read from a
 * database, so that nobody widens access by editing terminology on the server.
 */
@NullMarked
package org.fhirpre.terminology;

import org.jspecify.annotations.NullMarked;
