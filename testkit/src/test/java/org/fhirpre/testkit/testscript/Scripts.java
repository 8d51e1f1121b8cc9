// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import java.nio.file.Path;
import java.util.Map;

/** Scripts that tests write in place. */
final class Scripts {
  private Scripts() {}

  /** Runs the members of a TestScript against a server; the rest of the script is added. */
  static ScriptResult run(StubServer server, String members) {
    return run(new Target(java.util.List.of(server.base()), Map.of(), Map.of()), members);
  }

  static ScriptResult run(Target target, String members) {
    String json =
        "{\"resourceType\": \"TestScript\", \"url\": \"urn:example:script\", \"name\": \"Example\","
            + " \"status\": \"active\", "
            + members
            + "}";
    ScriptFile script =
        new ScriptFile("Example", Path.of("example.json"), Content.of(json).json().orElseThrow());
    HttpSender http = new HttpSender();
    return new ScriptRun(script, target, new Capabilities(target, http), http).result();
  }

  /** A test of the given actions. */
  static String test(String actions) {
    return "\"test\": [{\"name\": \"one\", \"action\": [" + actions + "]}]";
  }

  static String operation(String members) {
    return "{\"operation\": {" + members + "}}";
  }

  static String assertion(String members) {
    return "{\"assert\": {" + members + "}}";
  }

  /** GET of a Patient, whatever the server answers. */
  static String read() {
    return operation("\"type\": {\"code\": \"read\"}, \"url\": \"Patient/1\"");
  }

  static TestResult only(ScriptResult result) {
    return result.tests().get(0);
  }
}
