// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ca.uhn.fhir.interceptor.api.Hook;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between modules, and who may know which library. */
@AnalyzeClasses(
    packages = "org.fhirpre",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
  private static final String[] PURE = {
    "org.fhirpre.crypto..",
    "java.lang..",
    "java.util..",
    "java.math..",
    "java.nio..",
    "java.time..",
    "java.security..",
    "javax.crypto..",
    "org.bouncycastle..",
    "fr.acinq.secp256k1..",
    "org.jspecify..",
    "com.google.errorprone.annotations.."
  };

  @ArchTest
  static final ArchRule crypto_is_pure =
      classes()
          .that()
          .resideInAPackage("org.fhirpre.crypto..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(PURE);

  @ArchTest
  static final ArchRule crypto_does_not_do_files =
      noClasses()
          .that()
          .resideInAPackage("org.fhirpre.crypto..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.util.logging..");

  @ArchTest
  static final ArchRule spring_stays_at_the_edge =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "..autoconfigure..",
              "org.fhirpre.server..",
              "org.fhirpre.client.gateway..",
              "org.fhirpre.bench..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework..");

  /** An arrow points at what may be known; nobody knows the server, nor testkit. */
  @ArchTest
  static final ArchRule modules_know_only_what_the_arrows_allow =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("crypto")
          .definedBy("org.fhirpre.crypto..")
          .layer("terminology")
          .definedBy("org.fhirpre.terminology..")
          .layer("consent")
          .definedBy("org.fhirpre.consent..")
          .layer("interceptor")
          .definedBy("org.fhirpre.interceptor..")
          .layer("server")
          .definedBy("org.fhirpre.server..")
          .layer("client")
          .definedBy("org.fhirpre.client..")
          .layer("testkit")
          .definedBy("org.fhirpre.testkit..")
          .whereLayer("server")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("client")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("testkit")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("interceptor")
          .mayOnlyBeAccessedByLayers("server")
          .whereLayer("consent")
          .mayOnlyBeAccessedByLayers("interceptor", "server")
          .whereLayer("terminology")
          .mayOnlyBeAccessedByLayers("consent", "interceptor", "server")
          .whereLayer("crypto")
          .mayOnlyBeAccessedByLayers("consent", "interceptor", "client", "server");

  @ArchTest
  static final ArchRule no_package_cycles =
      slices().matching("org.fhirpre.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule hooks_are_final =
      classes()
          .that(
              DescribedPredicate.describe(
                  "have a hook of HAPI",
                  (JavaClass each) ->
                      each.getMethods().stream()
                          .anyMatch(method -> method.isAnnotatedWith(Hook.class))))
          .should()
          .haveModifier(JavaModifier.FINAL);

  /** {@code DoNotIncludeTests} does not know test jars. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }
}
