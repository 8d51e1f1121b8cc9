// SPDX-License-Identifier: Apache-2.0
/**
 * What labelling costs. Read {@link org.fhirpre.bench.label.Labelling}, then {@link
 * org.fhirpre.bench.label.LabelBench}.
 */
@NullMarked
package org.fhirpre.bench.label;

import org.jspecify.annotations.NullMarked;
