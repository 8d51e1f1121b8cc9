// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;

/** An answer that comes in portions: printed as they come, or as JSON at the end in one Bundle. */
final class Portions {
  private final Bundle whole;
  private final ResourcePrinter printer;
  private final boolean asOne;

  Portions(BundleType type, ResourcePrinter printer, OutputOptions output) {
    this.whole = new Bundle().setType(type);
    this.printer = printer;
    this.asOne = output.format() == OutputOptions.Format.JSON;
  }

  void take(Bundle portion) {
    if (asOne) {
      portion.getEntry().forEach(whole::addEntry);
    } else {
      printer.print(portion);
    }
  }

  void end() {
    if (asOne) {
      printer.print(whole);
    }
  }
}
