// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.fhirpre.crypto.internal.group.BouncyCastle;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Secp256k1;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which provider is taken, and that one which computes wrongly is not. */
class BackendChoiceTest {
  // Relaxations of others by default, and what has no answer to compare.
  private static final Set<String> NOT_TESTED_ALONE =
      Set.of("name", "mulReceiving", "mulDelegated");

  static Stream<String> everyOperation() {
    return Arrays.stream(GroupProvider.class.getMethods())
        .map(Method::getName)
        .filter(name -> !NOT_TESTED_ALONE.contains(name));
  }

  @Test
  void a_correct_provider_is_taken() {
    GroupProvider correct = new BouncyCastle();
    assertThat(Groups.choose(correct).provider()).isSameAs(correct);
    assertThat(Groups.choose(correct).refusal()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("everyOperation")
  void a_provider_with_one_wrong_operation_is_refused(String operation) {
    Groups.Choice choice = Groups.choose(wrongIn(operation));
    assertThat(choice.usable()).isEmpty();
    assertThat(choice.refusal()).contains("backend bouncy-castle refused: its self-test failed");
    assertThatThrownBy(choice::provider).isInstanceOf(IllegalStateException.class);
  }

  private static GroupProvider wrongIn(String operation) {
    GroupProvider correct = new BouncyCastle();
    return (GroupProvider)
        Proxy.newProxyInstance(
            GroupProvider.class.getClassLoader(),
            new Class<?>[] {GroupProvider.class},
            (proxy, method, arguments) -> {
              Object answer = invoke(method, correct, arguments);
              return method.getName().equals(operation) ? wrong(answer, correct) : answer;
            });
  }

  private static Object invoke(Method method, GroupProvider on, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static Object wrong(Object answer, GroupProvider group) {
    if (answer instanceof Point point) {
      return group.add(point, Secp256k1.U).orElseThrow();
    }
    if (answer instanceof Optional<?> optional) {
      return optional.isPresent() ? Optional.of(wrong(optional.get(), group)) : answer;
    }
    if (answer instanceof Boolean verifies) {
      return !verifies;
    }
    return group.sign(TestKeys.signer().scalar(), new byte[1]);
  }

  @Test
  void the_second_provider_stands_in_for_a_refused_first_one() {
    Groups.Choice refused = Groups.choose(wrongIn("add"));
    Groups.Choice java = Groups.choose(new BouncyCastle());
    assertThat(Groups.fastest(refused, java).provider()).isSameAs(java.provider());
    assertThat(Groups.fastest(refused, java).refusal()).isEqualTo(refused.refusal());
    assertThat(Groups.fastest(java, refused)).isEqualTo(java);
  }

  @Test
  void without_the_jars_auto_takes_bouncy_castle_and_says_nothing() throws Exception {
    IsolatedCore core = IsolatedCore.without("secp256k1-kmp");
    assertThat(core.backend("AUTO")).isEqualTo("bouncy-castle");
    assertThat(core.refusal()).isEmpty();
  }

  @Test
  void without_the_native_part_auto_takes_bouncy_castle_and_says_why() throws Exception {
    IsolatedCore core = IsolatedCore.without("secp256k1-kmp-jni");
    assertThat(core.backend("AUTO")).isEqualTo("bouncy-castle");
    assertThat(core.refusal().orElseThrow())
        .startsWith("backend libsecp256k1 refused: its native part does not load, ")
        .doesNotContain("\n");
  }

  @Test
  void a_provider_chosen_by_name_must_work() throws Exception {
    for (String jars : List.of("secp256k1-kmp", "secp256k1-kmp-jni")) {
      IsolatedCore core = IsolatedCore.without(jars);
      assertThatThrownBy(() -> core.backend("LIBSECP256K1"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("backend libsecp256k1 refused: ");
      assertThat(core.backend("BOUNCY_CASTLE")).isEqualTo("bouncy-castle");
    }
  }

  @Test
  void an_unknown_name_in_the_property_is_refused() throws Exception {
    IsolatedCore core = IsolatedCore.with("openssl");
    assertThatThrownBy(() -> core.backend("AUTO"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must be AUTO, BOUNCY_CASTLE or LIBSECP256K1");
  }
}
