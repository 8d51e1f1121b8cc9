// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.fhirpre.terminology.Protection;
import org.fhirpre.terminology.ResourceTypes;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceSearchParamComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.junit.jupiter.api.Test;

/** {@code /metadata} says what the server does. */
class CapabilitiesIT {
  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final Set<String> REFUSED =
      Set.of("_content", "_text", "_filter", "_list", "_query", "_security", "_source");

  private final Deployment server = Deployment.shared(Database.H2);
  private final Party asker = server.party("demo-ehr");
  private final CapabilityStatement statement = statement();

  private CapabilityStatement statement() {
    String json = asker.get("metadata").then().statusCode(200).extract().asString();
    return R4.newJsonParser().parseResource(CapabilityStatement.class, json);
  }

  @Test
  void every_search_parameter_that_is_listed_of_a_sealed_type_is_answered() {
    List<String> refused = new ArrayList<>();
    int asked = 0;
    for (CapabilityStatementRestResourceComponent resource : sealed().toList()) {
      for (var param : resource.getSearchParam()) {
        if (param.getName().equals("_has")) {
          continue; // only with a type and a parameter behind it
        }
        String type = resource.getType();
        String query = type + "?" + param.getName() + "=" + value(type, param);
        Response answer = asker.get(query + "&_count=1");
        asked++;
        if (answer.statusCode() != 200) {
          refused.add(query + ": " + answer.path("issue[0].details.coding[0].code"));
        }
      }
    }
    System.out.printf("%d search parameters of sealed types asked%n", asked);
    assertThat(asked).isGreaterThan(500);
    assertThat(refused).isEmpty();
  }

  @Test
  void what_is_refused_is_not_listed() {
    assertThat(sealed())
        .allSatisfy(
            resource ->
                assertThat(resource.getSearchParam())
                    .extracting(CapabilityStatementRestResourceSearchParamComponent::getName)
                    .doesNotContainAnyElementsOf(REFUSED));
    for (String param : REFUSED) {
      asker.get("Observation?" + param + "=x").then().statusCode(400);
    }
    assertThat(listed("CarePlan")).contains("subject").doesNotContain("instantiates-canonical");
    asker.get("CarePlan?instantiates-canonical=http://example.org/x").then().statusCode(400);
    assertThat(listed("MolecularSequence"))
        .contains("chromosome", "variant-start")
        .doesNotContain("chromosome-variant-coordinate");
    assertThat(listed("Task")).contains("_id").doesNotContain("_tag", "_profile");
    assertThat(listed("Observation")).contains("_tag", "_profile");
  }

  @Test
  void patch_and_operations_on_plaintext_are_declared_of_clear_types_only() {
    assertThat(sealed())
        .hasSizeGreaterThan(60)
        .noneMatch(resource -> interactions(resource).contains(TypeRestfulInteraction.PATCH))
        .noneMatch(
            resource ->
                resource.getOperation().stream()
                    .anyMatch(operation -> operation.getName().equals("meta-add")));
    assertThat(interactions(of("Practitioner"))).contains(TypeRestfulInteraction.PATCH);
    assertThat(of("Observation").getUpdateCreate()).isTrue();
  }

  @Test
  void operations_and_package_of_this_product_are_declared() {
    assertThat(operations(of("Patient"))).contains("enroll", "break-glass", "explain-access");
    assertThat(operations(of("Consent"))).contains("fileConsent", "revokeConsent", "grant-plan");
    assertThat(statement.getImplementationGuide())
        .extracting(Object::toString)
        .anyMatch(guide -> guide.contains("org.fhirpre"));
    assertThat(statement.getInstantiates()).isNotEmpty();
  }

  private Stream<CapabilityStatementRestResourceComponent> sealed() {
    return statement.getRestFirstRep().getResource().stream()
        .filter(
            resource ->
                ResourceTypes.find(resource.getType())
                    .filter(row -> row.protection() != Protection.CLEAR)
                    .isPresent());
  }

  private CapabilityStatementRestResourceComponent of(String type) {
    return statement.getRestFirstRep().getResource().stream()
        .filter(resource -> resource.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private Set<String> listed(String type) {
    return of(type).getSearchParam().stream()
        .map(CapabilityStatementRestResourceSearchParamComponent::getName)
        .collect(Collectors.toSet());
  }

  private static Set<String> operations(CapabilityStatementRestResourceComponent resource) {
    return resource.getOperation().stream()
        .map(CapabilityStatement.CapabilityStatementRestResourceOperationComponent::getName)
        .collect(Collectors.toSet());
  }

  private static Set<TypeRestfulInteraction> interactions(
      CapabilityStatementRestResourceComponent resource) {
    return resource.getInteraction().stream()
        .map(CapabilityStatement.ResourceInteractionComponent::getCode)
        .collect(Collectors.toSet());
  }

  private static String value(
      String type, CapabilityStatementRestResourceSearchParamComponent param) {
    RuntimeSearchParam known = R4.getResourceDefinition(type).getSearchParam(param.getName());
    if (known == null) { // HAPI's own, of every type
      return param.getType() == SearchParamType.DATE ? "2024-05-06" : "abcdef";
    }
    return value(type, known);
  }

  private static String value(String type, RuntimeSearchParam param) {
    return switch (param.getParamType()) {
      case DATE -> "2024-05-06";
      case NUMBER, QUANTITY -> "5";
      case REFERENCE -> (param.hasTargets() ? target(param) : "Patient") + "/4b1d";
      case URI -> "urn:example:x";
      case COMPOSITE ->
          param.getComponents().stream()
              .map(part -> value(type, part(type, part.getReference())))
              .collect(Collectors.joining("$"));
      default -> "abcdef";
    };
  }

  private static String target(RuntimeSearchParam param) {
    return param.getTargets().stream().sorted().findFirst().orElse("Patient");
  }

  private static RuntimeSearchParam part(String type, String url) {
    return R4.getResourceDefinition(type).getSearchParams().stream()
        .filter(each -> url.equals(each.getUri()))
        .findFirst()
        .orElseThrow();
  }
}
