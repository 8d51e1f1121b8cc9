// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import ca.uhn.fhir.model.api.annotation.Child;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.hl7.fhir.r4.model.Base;
import org.jspecify.annotations.Nullable;

/**
 * What an element of HAPI's model holds, read from its annotated fields. {@link Base#children()}
 * describes all that could be there and costs several times as much.
 */
final class Children {
  private static final ClassValue<Field[]> FIELDS =
      new ClassValue<>() {
        @Override
        protected Field[] computeValue(@Nullable Class<?> type) {
          return fields(type);
        }
      };

  private Children() {}

  static void push(Base element, Deque<Base> open) {
    try {
      for (Field field : FIELDS.get(element.getClass())) {
        Object value = field.get(element);
        if (value instanceof Base child) {
          open.push(child);
        } else if (value instanceof List<?> values) {
          for (Object each : values) {
            open.push((Base) each);
          }
        }
      }
    } catch (IllegalAccessException neverAfterSetAccessible) {
      throw new IllegalStateException(neverAfterSetAccessible);
    }
  }

  private static Field[] fields(@Nullable Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (field.isAnnotationPresent(Child.class)) {
          field.setAccessible(true);
          fields.add(field);
        }
      }
    }
    return fields.toArray(Field[]::new);
  }
}
