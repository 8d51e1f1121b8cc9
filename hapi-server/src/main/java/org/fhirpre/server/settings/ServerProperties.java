// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the server beside those of the plug-in and of Spring Boot.
 *
 * @param data folder of everything that the server writes: H2 file, keysets, demo clients
 * @param restHooks beginnings of URLs to which subscriptions may deliver notices; where there is
 *     none, subscriptions are stored and deliver nothing
 * @param jobInterval how often jobs, such as exports, are moved on
 * @param gateways IP addresses of gateways that are believed about environment and location
 */
@ConfigurationProperties("fhirpre.server")
public record ServerProperties(
    @DefaultValue("./data") Path data,
    @DefaultValue Set<String> restHooks,
    @DefaultValue("10s") Duration jobInterval,
    @DefaultValue Set<String> gateways) {}
