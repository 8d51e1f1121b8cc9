// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import org.fhirpre.interceptor.jdbc.ConsentStore;
import org.fhirpre.interceptor.jdbc.HeldKeysStore;
import org.fhirpre.interceptor.jdbc.Outbox;
import org.fhirpre.interceptor.jdbc.PatientStore;
import org.fhirpre.interceptor.jdbc.SegmentStore;
import org.fhirpre.interceptor.jdbc.SubjectKeyStore;
import org.fhirpre.interceptor.jdbc.Transactions;

/** The tables that the key directory works on, and the transactions that they join. */
public record KeyStores(
    PatientStore patients,
    SegmentStore segments,
    SubjectKeyStore subjects,
    HeldKeysStore held,
    ConsentStore consents,
    Outbox outbox,
    Transactions transactions) {}
