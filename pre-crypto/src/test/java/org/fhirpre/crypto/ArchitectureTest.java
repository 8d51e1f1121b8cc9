// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.bouncycastle.math.ec.ECPoint;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.group.SingleTenant;

/** The table of side channels in docs/spec/core.md, as far as it can be read off the code. */
@AnalyzeClasses(
    packages = "org.fhirpre.crypto",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String GROUP = "org.fhirpre.crypto.internal.group.";
  private static final String JAVA_BACKEND = GROUP + "BouncyCastle";
  private static final String NATIVE_BACKEND = GROUP + "Libsecp256k1";

  /** Everything that takes a secret; what is not named here is variable-time. */
  private static final Set<String> SECRET_SAFE =
      Set.of("mulBase", "mulU", "mulLongTerm", "mulReceiving", "mulSecret", "mulDelegated", "sign");

  @ArchTest
  static final ArchRule secret_scalars_fit_secret_safe_operations_only =
      methods()
          .that()
          .areDeclaredIn(GroupProvider.class)
          .and(describe("take a secret", ArchitectureTest::takesSecret))
          .should(
              have(
                  "a name among the secret-safe",
                  method -> SECRET_SAFE.contains(method.getName())));

  @ArchTest
  static final ArchRule only_the_single_tenant_discloses_a_secret =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(SingleTenant.class.getName())
          .should()
          .callMethod(SecretScalar.class, "disclosed");

  @ArchTest
  static final ArchRule only_the_regular_backend_takes_a_secret_as_a_number =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(JAVA_BACKEND)
          .and()
          .doNotHaveFullyQualifiedName(SecretScalar.class.getName())
          .should()
          .callMethod(SecretScalar.class, "value");

  @ArchTest
  static final ArchRule curve_arithmetic_stays_in_the_backends =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(JAVA_BACKEND)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bouncycastle.math.ec..", "org.bouncycastle.crypto.signers..");

  @ArchTest
  static final ArchRule native_code_stays_in_its_backend =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(NATIVE_BACKEND)
          .and()
          .doNotHaveFullyQualifiedName(GROUP + "NativeLibrary")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("fr.acinq..");

  @ArchTest
  static final ArchRule variable_time_multiplication_of_java_is_for_public_scalars =
      callsTo(ECPoint.class.getName(), "multiply", Set.of("mulPublic"));

  @ArchTest
  static final ArchRule variable_time_multiplication_of_c_is_for_public_and_split_scalars =
      callsTo("fr.acinq.secp256k1.Secp256k1", "pubKeyTweakMul", Set.of("mulPublic", "split"));

  @ArchTest
  static final ArchRule no_inverse_that_shows_its_argument =
      noClasses()
          .should()
          .callMethodWhere(target(owner(name(BigInteger.class.getName()))).and(named("modInverse")))
          .orShould()
          .callMethodWhere(target(owner(name(BigInteger.class.getName()))).and(named("modPow")));

  @ArchTest
  static final ArchRule secrets_are_never_compared_by_a_loop_that_stops_early =
      noClasses()
          .that()
          .areAssignableTo(AutoCloseable.class)
          .or()
          .resideInAPackage("org.fhirpre.crypto.internal.v1")
          .should()
          .callMethod(Arrays.class, "equals", byte[].class, byte[].class);

  @ArchTest
  static final ArchRule no_randomness_but_secure_randomness =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(ThreadLocalRandom.class)
          .orShould()
          .callConstructor(Random.class)
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule verified_types_are_made_by_verification_only =
      constructors()
          .that()
          .areDeclaredInClassesThat()
          .haveSimpleNameStartingWith("Verified")
          .should()
          .bePackagePrivate();

  @ArchTest
  static final ArchRule a_caller_never_passes_a_boolean =
      noMethods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat(
              describe(
                  "are API",
                  type ->
                      type.getPackageName().equals("org.fhirpre.crypto")
                          && type.getModifiers().contains(JavaModifier.PUBLIC)))
          .should(
              have(
                  "a boolean parameter",
                  method ->
                      method.getRawParameterTypes().stream()
                          .anyMatch(type -> type.isEquivalentTo(boolean.class))));

  @ArchTest
  static final ArchRule no_log_no_clock_no_file =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.slf4j..", "java.util.logging..", "java.nio.file..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(java.io.File.class, Clock.class)
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now");

  private static boolean takesSecret(JavaMethod method) {
    return method.getRawParameterTypes().stream()
        .anyMatch(type -> type.isEquivalentTo(SecretScalar.class));
  }

  private static com.tngtech.archunit.base.DescribedPredicate<JavaAccess<?>> named(String method) {
    return describe("name " + method, access -> access.getTarget().getName().equals(method));
  }

  /** Every call of the library's method comes from a method of one of these names. */
  private static ArchRule callsTo(String library, String method, Set<String> callers) {
    return classes()
        .should(
            new ArchCondition<JavaClass>("call " + method + " from " + callers + " only") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                type.getMethodCallsFromSelf().stream()
                    .filter(call -> call.getTarget().getName().equals(method))
                    .filter(call -> call.getTargetOwner().isAssignableTo(library))
                    .filter(call -> !callers.contains(call.getOrigin().getName()))
                    .forEach(
                        call ->
                            events.add(SimpleConditionEvent.violated(call, call.getDescription())));
              }
            });
  }

  private static ArchCondition<JavaMethod> have(
      String what, java.util.function.Predicate<JavaMethod> test) {
    return new ArchCondition<>("have " + what) {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        String line = method.getFullName() + " has " + what;
        events.add(new SimpleConditionEvent(method, test.test(method), line));
      }
    };
  }
}
