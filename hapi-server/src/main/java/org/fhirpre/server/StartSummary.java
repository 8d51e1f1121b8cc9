// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server;

import java.util.ArrayList;
import java.util.List;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.server.demo.DemoClient;
import org.fhirpre.server.demo.DemoSecrets;
import org.fhirpre.server.hapi.DatabaseKind;
import org.fhirpre.server.identity.TokenIssuer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Says once what was started. It goes to standard output and not to the log, because in the demo it
 * names the clients' secrets; {@link InsecureDefaults} go to the log.
 */
@Component
class StartSummary {
  private final Environment environment;
  private final DatabaseKind database;
  private final TokenIssuer issuer;
  private final ObjectProvider<Umbral> umbral;
  private final ObjectProvider<DemoSecrets> secrets;

  StartSummary(
      Environment environment,
      DatabaseKind database,
      TokenIssuer issuer,
      ObjectProvider<Umbral> umbral,
      ObjectProvider<DemoSecrets> secrets) {
    this.environment = environment;
    this.database = database;
    this.issuer = issuer;
    this.umbral = umbral;
    this.secrets = secrets;
  }

  @EventListener(ApplicationReadyEvent.class)
  void print() {
    List<String> lines = new ArrayList<>();
    lines.add("fhir-pre is ready");
    lines.add("  base        " + property("fhirpre.base"));
    lines.add("  database    " + database);
    lines.add("  sealing     " + sealing());
    lines.add("  custody     " + custody());
    lines.add("  tokens      " + issuer.description());
    secrets.ifAvailable(known -> lines.addAll(clients(known)));
    System.out.println(String.join("\n", lines));
    InsecureDefaults.warn(environment, issuer);
  }

  private String sealing() {
    return InsecureDefaults.isSealing(environment)
        ? Umbral.SUITE_ID + ", " + umbral.getObject().backend()
        : "NONE: plain HAPI, records are stored readable";
  }

  private String custody() {
    String agent = property("fhirpre.agent.url");
    return agent.isEmpty()
        ? "patient-held only (no fhirpre.agent.url)"
        : "managed, key agent at " + agent;
  }

  private static List<String> clients(DemoSecrets secrets) {
    List<String> lines = new ArrayList<>();
    lines.add("  DEMO CLIENTS, for trials only (also in demo-clients.json):");
    for (DemoClient client : DemoClient.all()) {
      lines.add("    %-20s %s  %s".formatted(client.id(), secrets.of(client), client.fhirUser()));
    }
    return lines;
  }

  private String property(String name) {
    return environment.getProperty(name, "");
  }
}
