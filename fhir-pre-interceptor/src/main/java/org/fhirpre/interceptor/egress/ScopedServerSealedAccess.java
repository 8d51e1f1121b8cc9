// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import org.fhirpre.interceptor.guard.SubscriptionHook;
import org.fhirpre.interceptor.spi.Reader;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Subscription;

/**
 * By the reader's scopes: a Consent also by its patient, her representatives and its performers, a
 * Subscription also by its subscriber, an AuditEvent by privacy officer and administrator only,
 * everything else by system scopes.
 */
public final class ScopedServerSealedAccess implements ServerSealedAccess {
  private final BiPredicate<Reader, Consent> own;
  private final Function<String, Optional<Reader>> requesters;

  /**
   * @param own whether a Consent is the reader's own or that of somebody whom the reader represents
   * @param requesters opens what a Subscription keeps of its subscriber; empty if that is nothing
   */
  public ScopedServerSealedAccess(
      BiPredicate<Reader, Consent> own, Function<String, Optional<Reader>> requesters) {
    this.own = own;
    this.requesters = requesters;
  }

  @Override
  public boolean mayRead(Reader reader, Resource opened) {
    return switch (opened.fhirType()) {
      case "Consent" -> mayReadConsent(reader, (Consent) opened);
      case "Subscription" ->
          subscriber((Subscription) opened).filter(reader.subject()::equals).isPresent()
              || hasSystemScope(reader, opened.fhirType());
      case "AuditEvent" -> reader.has(Reader.PRIVACY_OFFICER) || reader.has(Reader.ADMIN);
      default -> hasSystemScope(reader, opened.fhirType());
    };
  }

  private Optional<String> subscriber(Subscription subscription) {
    return Optional.ofNullable(
            subscription.getChannel().getExtensionString(SubscriptionHook.SUBSCRIBER))
        .flatMap(requesters)
        .map(Reader::subject);
  }

  private boolean mayReadConsent(Reader reader, Consent consent) {
    boolean office = reader.has(Reader.PRIVACY_OFFICER) || reader.has(Reader.CONSENT_RECORDER);
    return office
        || Stream.concat(Stream.of(consent.getPatient()), consent.getPerformer().stream())
            .map(ScopedServerSealedAccess::literal)
            .anyMatch(reader.identities()::contains)
        || own.test(reader, consent);
  }

  private static String literal(Reference reference) {
    return reference.getReferenceElement().toUnqualifiedVersionless().getValue() == null
        ? ""
        : reference.getReferenceElement().toUnqualifiedVersionless().getValue();
  }

  // SMART v2: system/Task.rs, system/*.cruds
  private static boolean hasSystemScope(Reader reader, String type) {
    return reader.scopes().stream()
        .flatMap(
            scope ->
                List.of("system/" + type + ".", "system/*.").stream()
                    .filter(scope::startsWith)
                    .map(prefix -> scope.substring(prefix.length())))
        .anyMatch(
            rights -> rights.startsWith("r") || rights.startsWith("cr") || rights.startsWith("*"));
  }
}
