// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.story;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;

/** The two demo practitioners of a deployment, registered once. */
public record Practitioners(Party first, Party second) {
  private static final Map<Deployment, Practitioners> REGISTERED = new ConcurrentHashMap<>();

  public static Practitioners of(Deployment server) {
    return REGISTERED.computeIfAbsent(server, Practitioners::registered);
  }

  private static Practitioners registered(Deployment server) {
    Party first = server.party("demo-practitioner");
    Party second = server.party("demo-practitioner-2");
    first.register().then().statusCode(200);
    second.register().then().statusCode(200);
    return new Practitioners(first, second);
  }
}
