// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fhirpre.interceptor.body.HookOrder;
import org.fhirpre.interceptor.jdbc.ConsentRow;
import org.fhirpre.interceptor.jdbc.ConsentStore;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.InstantType;
import org.jspecify.annotations.Nullable;

/**
 * {@code Prefer: enforcement-status=include}: Consents that are read carry their enforcement state
 * as an extension, on the copy that leaves. Only the current version has one: what a former version
 * said is not what is enforced.
 */
@Interceptor(order = EnforcementStateHook.ORDER)
public final class EnforcementStateHook {
  /** Never stored: the state changes without the Consent. */
  public static final String EXTENSION =
      "https://fhirpre.org/fhir/StructureDefinition/consent-enforcement";

  /** After the page was shown and before the net. */
  static final int ORDER = HookOrder.NET - 50;

  private static final Pattern SEPARATORS = Pattern.compile("[,;]");

  private final ConsentStore consents;
  private final Clock clock;

  public EnforcementStateHook(ConsentStore consents, Clock clock) {
    this.consents = consents;
    this.clock = clock;
  }

  @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
  public void include(RequestDetails request, ResponseDetails response) {
    if (!Interactions.isRead(request) || !wanted(request)) {
      return;
    }
    List<Consent> shown = shown(response.getResponseResource()).toList();
    if (shown.isEmpty()) {
      return;
    }
    Map<String, ConsentRow> rows =
        consents.findAll(shown.stream().map(EnforcementStateHook::id).toList()).stream()
            .collect(Collectors.toMap(ConsentRow::id, Function.identity()));
    for (Consent consent : shown) {
      ConsentRow row = rows.get(id(consent));
      if (row != null && row.version().equals(consent.getMeta().getVersionId())) {
        consent.addExtension(extension(row));
      }
    }
  }

  private static boolean wanted(RequestDetails request) {
    return request.getHeaders(Constants.HEADER_PREFER).stream()
        .flatMap(SEPARATORS::splitAsStream)
        .anyMatch(preference -> preference.strip().equalsIgnoreCase("enforcement-status=include"));
  }

  private static Stream<Consent> shown(@Nullable IBaseResource answer) {
    if (answer instanceof Consent consent) {
      return Shown.is(consent) ? Stream.of(consent) : Stream.empty();
    }
    return answer instanceof Bundle bundle
        ? bundle.getEntry().stream()
            .map(BundleEntryComponent::getResource)
            .flatMap(EnforcementStateHook::shown)
        : Stream.empty();
  }

  private Extension extension(ConsentRow row) {
    Extension extension = new Extension(EXTENSION);
    extension.addExtension("state", new CodeType(row.stateAt(clock.instant()).code()));
    extension.addExtension("since", new InstantType(Date.from(row.sinceAt(clock.instant()))));
    return extension;
  }

  private static String id(Consent consent) {
    return consent.getIdElement().getIdPart();
  }
}
