// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fhirpre.server.demo.DemoSubjects;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.fhirpre.server.story.Practitioners;
import org.fhirpre.testkit.testscript.Target;

/** The parties that our scripts speak of, as the variables that the scripts leave open. */
final class Principals {
  private Principals() {}

  /** Practitioners X and Y with their keys, Y's organisation with one too. */
  static Target of(Deployment server) {
    Party x = Practitioners.of(server).first();
    Party y = Practitioners.of(server).second();
    Party officer = server.party("demo-admin");
    officer.registerFor(DemoSubjects.CLINIC).then().statusCode(200);
    Map<String, String> variables = new HashMap<>();
    variables.put("token2", x.token());
    variables.put("token2Research", x.tokenFor("HRESCH"));
    variables.put("token2Emergency", x.tokenFor("ETREAT"));
    variables.put("token3", y.token());
    variables.put("token4", server.party("demo-ehr").token());
    variables.put("token5", officer.token());
    return new Target(List.of(server.base()), Map.of(), variables);
  }
}
