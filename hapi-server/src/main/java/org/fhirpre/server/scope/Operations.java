// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.scope;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.server.scope.SmartScope.Right;

/**
 * Who may call which operation; one that is not listed nobody may. The operations of the plug-in
 * decide once more themselves, with the resource before them.
 */
final class Operations {
  private static final String CONSENT = "Consent";

  private static final Map<String, BiPredicate<Permissions, RequestDetails>> RULES =
      Stream.of(
              rule("$register-key", (who, at) -> isSelf(who, at) || who.has(Reader.ADMIN)),
              rule("$keys", (who, at) -> true),
              rule("$enroll", (who, at) -> isSelf(who, at) || who.has(Reader.ADMIN)),
              rule("$segment-keys", (who, at) -> who.mayTouch(Right.CREATE, "Patient")),
              rule("$fileConsent", (who, at) -> mayRecord(who, Right.CREATE)),
              rule("$revokeConsent", (who, at) -> mayRecord(who, Right.UPDATE)),
              rule("$upload-grants", (who, at) -> mayRecord(who, Right.UPDATE)),
              rule("$grant-plan", (who, at) -> mayAsk(who)),
              rule("$consent-enforcement-status", (who, at) -> mayAsk(who)),
              rule("$explain-access", (who, at) -> true),
              rule("$break-glass", (who, at) -> who.mayTouch(Right.READ, "Patient")),
              rule("$rekey", (who, at) -> isSelf(who, at) || mayRekey(who)),
              rule("$register-authority", (who, at) -> mayAuthorise(who)),
              rule("$withdraw-authority", (who, at) -> mayAuthorise(who)),
              rule("$relabel", (who, at) -> who.has(Reader.PRIVACY_OFFICER)),
              rule("$relabel-status", (who, at) -> who.has(Reader.PRIVACY_OFFICER)),
              rule("$relabel-pending", (who, at) -> true),
              rule("$export", Operations::reads),
              rule("$export-poll-status", (who, at) -> true),
              rule("$everything", Operations::reads),
              rule("$meta", Operations::reads),
              rule("$meta-add", Operations::updates),
              rule("$meta-delete", Operations::updates),
              rule("$validate", Operations::writes),
              rule("$lookup", Operations::reads),
              rule("$expand", Operations::reads),
              rule("$validate-code", Operations::reads),
              rule("$subsumes", Operations::reads),
              rule("$translate", Operations::reads),
              rule("$expunge", (who, at) -> who.has(Reader.ADMIN)),
              rule("$reindex", (who, at) -> who.has(Reader.ADMIN)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private Operations() {}

  static boolean allowed(Permissions who, RequestDetails at) {
    return Optional.ofNullable(at.getOperation())
        .map(RULES::get)
        .filter(rule -> rule.test(who, at))
        .isPresent();
  }

  private static Map.Entry<String, BiPredicate<Permissions, RequestDetails>> rule(
      String name, BiPredicate<Permissions, RequestDetails> rule) {
    return Map.entry(name, rule);
  }

  private static boolean isSelf(Permissions who, RequestDetails at) {
    return at.getId() != null
        && who.reader()
            .subject()
            .equals(at.getId().getResourceType() + "/" + at.getId().getIdPart());
  }

  private static boolean mayRecord(Permissions who, Right right) {
    return who.has(Reader.CONSENT_RECORDER) || who.mayTouch(right, CONSENT);
  }

  private static boolean mayAsk(Permissions who) {
    return who.has(Reader.CONSENT_RECORDER)
        || who.has(Reader.PRIVACY_OFFICER)
        || who.mayTouch(Right.READ, CONSENT);
  }

  // A representative comes with a scope for Consents too.
  private static boolean mayRekey(Permissions who) {
    return who.has(Reader.PRIVACY_OFFICER) || mayAuthorise(who);
  }

  private static boolean mayAuthorise(Permissions who) {
    return who.has(Reader.ADMIN) || who.mayTouch(Right.UPDATE, CONSENT);
  }

  private static boolean reads(Permissions who, RequestDetails at) {
    return who.mayTouch(Right.READ, type(at));
  }

  private static boolean updates(Permissions who, RequestDetails at) {
    return who.mayTouch(Right.UPDATE, type(at));
  }

  private static boolean writes(Permissions who, RequestDetails at) {
    return who.mayTouch(Right.CREATE, type(at)) || updates(who, at);
  }

  private static String type(RequestDetails at) {
    return Optional.ofNullable(at.getResourceName()).filter(name -> !name.isEmpty()).orElse("*");
  }
}
