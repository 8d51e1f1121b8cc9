// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.guard;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.interceptor.api.Hook;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.fhirpre.interceptor.body.RequestEndHook;
import org.fhirpre.interceptor.body.SealingHook;
import org.fhirpre.interceptor.egress.DeliveryDoor;
import org.fhirpre.interceptor.egress.ErrorTextHook;
import org.fhirpre.interceptor.egress.ExportDoor;
import org.fhirpre.interceptor.egress.ExportFileHook;
import org.fhirpre.interceptor.egress.ExportStatusHook;
import org.fhirpre.interceptor.egress.OutgoingNet;
import org.fhirpre.interceptor.egress.RequestRewriter;
import org.fhirpre.interceptor.egress.ShowHook;
import org.fhirpre.interceptor.search.CapabilityHook;
import org.fhirpre.interceptor.search.ContextFreeHook;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** HAPI passes {@code null} for a parameter whose type it does not know, without a word. */
class HookSignatureTest {

  static Stream<Method> hooks() {
    return Stream.of(
            SealingHook.class,
            RequestEndHook.class,
            ShowHook.class,
            OutgoingNet.class,
            ErrorTextHook.class,
            RequestRewriter.class,
            CapabilityHook.class,
            ExportDoor.class,
            ExportFileHook.class,
            ExportStatusHook.class,
            DeliveryDoor.class,
            PatchHook.class,
            ClientIdHook.class,
            JobHook.class,
            ContextFreeHook.class,
            SubscriptionHook.class)
        .flatMap(type -> Arrays.stream(type.getMethods()))
        .filter(method -> method.isAnnotationPresent(Hook.class));
  }

  @ParameterizedTest
  @MethodSource("hooks")
  void every_parameter_is_one_that_the_pointcut_offers(Method hook) {
    List<String> offered =
        new ArrayList<>(hook.getAnnotation(Hook.class).value().getParameterTypes());
    for (Class<?> parameter : hook.getParameterTypes()) {
      assertThat(offered).contains(parameter.getName());
      offered.remove(parameter.getName());
    }
  }
}
