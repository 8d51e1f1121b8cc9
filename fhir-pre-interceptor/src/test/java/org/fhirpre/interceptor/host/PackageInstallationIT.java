// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.host;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.packages.IPackageInstallerSvc;
import ca.uhn.fhir.jpa.packages.PackageInstallOutcomeJson;
import ca.uhn.fhir.jpa.packages.PackageInstallationSpec;
import ca.uhn.fhir.jpa.packages.PackageInstallationSpec.InstallModeEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fhirpre.terminology.TerminologyPackage;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A HAPI server that knows nothing of this product takes the package by its own installer. */
@SpringBootTest(
    classes = MinimalHost.class,
    properties = {"fhirpre.enabled=false", "spring.datasource.url=jdbc:h2:mem:package"},
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PackageInstallationIT {
  private static final String BASE = "https://fhirpre.org/fhir/";

  @Autowired IPackageInstallerSvc installer;
  @LocalServerPort int port;

  @Test
  void a_plain_hapi_installs_the_package_and_a_second_time_changes_nothing() throws Exception {
    PackageInstallOutcomeJson outcome = installer.install(spec());
    System.out.println("installed " + outcome.getResourcesInstalled());
    Map<String, Integer> expected = contents();
    // HAPI does not install drafts, and we do not install the guide.
    expected.remove("SearchParameter");
    expected.merge("CapabilityStatement", -1, Integer::sum);
    expected.remove("ImplementationGuide");
    assertThat(outcome.getResourcesInstalled()).isEqualTo(expected);
    assertThat(total("StructureDefinition", "StructureDefinition/envelope")).isOne();
    assertThat(total("ValueSet", "ValueSet/consent-actions")).isOne();
    ValueSet actions =
        (ValueSet) found("ValueSet", "ValueSet/consent-actions").get(0).getResource();
    assertThat(actions.getCompose().getIncludeFirstRep().getConcept())
        .extracting(ValueSet.ConceptReferenceComponent::getCode)
        .contains("access", "collect");

    assertThat(installer.install(spec()).getResourcesInstalled()).isEmpty();
    assertThat(total("StructureDefinition", "StructureDefinition/envelope")).isOne();
  }

  private int total(String type, String url) {
    return found(type, url).size();
  }

  private List<Bundle.BundleEntryComponent> found(String type, String url) {
    return client()
        .search()
        .byUrl(type + "?url=" + BASE + url)
        .returnBundle(Bundle.class)
        .execute()
        .getEntry();
  }

  private IGenericClient client() {
    FhirContext fhir = FhirContext.forR4Cached();
    fhir.getRestfulClientFactory().setSocketTimeout(120_000);
    return fhir.newRestfulGenericClient("http://localhost:" + port + "/fhir");
  }

  private static Map<String, Integer> contents() {
    Map<String, Integer> types = new TreeMap<>();
    for (String file : TerminologyPackage.files().keySet()) {
      if (file.matches("package/[A-Z][A-Za-z]*-.*")) {
        types.merge(file.substring("package/".length(), file.indexOf('-')), 1, Integer::sum);
      }
    }
    return types;
  }

  private static PackageInstallationSpec spec() {
    PackageInstallationSpec spec = new PackageInstallationSpec();
    spec.setInstallResourceTypes(TerminologyPackage.TYPES);
    return spec.setName(TerminologyPackage.NAME)
        .setVersion(TerminologyPackage.version())
        .setInstallMode(InstallModeEnum.STORE_AND_INSTALL)
        .setFetchDependencies(false)
        .setPackageContents(TerminologyPackage.bytes());
  }
}
