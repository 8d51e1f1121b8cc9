// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.scope;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.fhirpre.interceptor.body.ExportFile;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.server.scope.SmartScope.Context;
import org.fhirpre.server.scope.SmartScope.Right;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** What the scopes of one bearer allow. They open nothing: that takes a grant. */
final class Permissions {
  private final Reader reader;
  private final List<SmartScope> scopes;
  private final Optional<Compartment> own;

  Permissions(Reader reader, Compartments compartments) {
    this.reader = reader;
    this.scopes =
        reader.scopes().stream().flatMap(scope -> SmartScope.parse(scope).stream()).toList();
    this.own =
        Optional.of(reader.subject())
            .filter(subject -> subject.startsWith("Patient/"))
            .map(compartments::of);
  }

  Reader reader() {
    return reader;
  }

  boolean has(String scope) {
    return reader.has(scope);
  }

  /** Whether some resource of the type might be concerned; {@code *} for every type. */
  boolean mayTouch(Right right, String type) {
    return scopes.stream()
        .anyMatch(scope -> scope.allows(right, type) && (!isPatient(scope) || own.isPresent()));
  }

  /** Whether this very resource may be. */
  boolean may(Right right, IBaseResource resource) {
    String type = resource.fhirType();
    return scopes.stream()
        .filter(scope -> scope.allows(right, type))
        .anyMatch(scope -> !isPatient(scope) || inOwn(right, resource));
  }

  /** Whether the bearer reads in the patient context only, so that others' records are hidden. */
  boolean hides(IBaseResource resource) {
    Predicate<SmartScope> reads =
        scope ->
            scope.allows(Right.READ, resource.fhirType())
                || scope.allows(Right.SEARCH, resource.fhirType());
    return scopes.stream().anyMatch(scope -> isPatient(scope) && reads.test(scope))
        && !may(Right.READ, resource)
        && !may(Right.SEARCH, resource);
  }

  private boolean inOwn(Right right, IBaseResource resource) {
    boolean reading = right == Right.READ || right == Right.SEARCH;
    return own.filter(
            compartment ->
                compartment.contains(resource)
                    || (reading && (Compartments.isNobodys(resource) || isOwnExport(resource))))
        .isPresent();
  }

  private boolean isOwnExport(IBaseResource resource) {
    return ExportFile.owner(resource).filter(reader.subject()::equals).isPresent();
  }

  private static boolean isPatient(SmartScope scope) {
    return scope.context() == Context.PATIENT;
  }
}
