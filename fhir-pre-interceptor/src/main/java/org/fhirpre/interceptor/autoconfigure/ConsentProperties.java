// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Consents are read and what a request has to bring.
 *
 * @param custodians own custodian references; if there are any, a Consent that names only others
 *     has no effect here
 * @param extensions URLs of provision extensions that are enforced: consent-location, Environment
 *     and DataSource; others stay unknown
 * @param purpose whether a request has to carry a purpose of use
 */
@ConfigurationProperties("fhirpre.consent")
record ConsentProperties(
    @DefaultValue Set<String> custodians,
    @DefaultValue Set<String> extensions,
    @DefaultValue("optional") org.fhirpre.interceptor.requester.RequesterHook.Purpose purpose) {}
