// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PrimitiveType;

/**
 * Takes the parts of an extension one by one and refuses what was not asked for, asked for twice or
 * of another type.
 */
final class ExtensionParts {
  private final List<Extension> left;

  ExtensionParts(Extension whole) {
    if (whole.hasValue()) {
      throw new ClientException.NotOpened();
    }
    this.left = new ArrayList<>(whole.getExtension());
  }

  /** All parts of that name, in order. */
  List<Extension> takeAll(String name) {
    List<Extension> found = left.stream().filter(part -> name.equals(part.getUrl())).toList();
    left.removeAll(found);
    return found;
  }

  /** The text of a part that may be there once. */
  Optional<String> takeOptional(String name, String fhirType) {
    List<Extension> found = takeAll(name);
    if (found.size() > 1) {
      throw new ClientException.NotOpened();
    }
    return found.stream().map(part -> text(part, fhirType)).findFirst();
  }

  /** The text of a part that must be there once. */
  String take(String name, String fhirType) {
    return takeOptional(name, fhirType).orElseThrow(ClientException.NotOpened::new);
  }

  void refuseOthers() {
    if (!left.isEmpty()) {
      throw new ClientException.NotOpened();
    }
  }

  private static String text(Extension part, String fhirType) {
    boolean plain =
        part.getExtension().isEmpty()
            && part.getValue() instanceof PrimitiveType<?> value
            && fhirType.equals(value.fhirType())
            && value.getExtension().isEmpty();
    if (!plain) {
      throw new ClientException.NotOpened();
    }
    String text = part.getValue().primitiveValue();
    if (text == null) {
      throw new ClientException.NotOpened();
    }
    return text;
  }
}
