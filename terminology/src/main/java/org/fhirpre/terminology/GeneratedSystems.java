// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.CodeSystem.PropertyType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IntegerType;

/** CodeSystems of the package, from the tables. */
final class GeneratedSystems {
  private GeneratedSystems() {}

  static List<CodeSystem> all() {
    List<CodeSystem> all = new ArrayList<>();
    for (String id : Vocabulary.systemIds()) {
      CodeSystem system = system(id);
      Vocabulary.concepts(id)
          .forEach((code, display) -> system.addConcept().setCode(code).setDisplay(display));
      all.add(system);
    }
    all.add(outcomes());
    all.add(facets());
    return all;
  }

  private static CodeSystem outcomes() {
    CodeSystem system = system("consent-mapping-outcome");
    property(system, "http", PropertyType.INTEGER, "HTTP status");
    property(system, "severity", PropertyType.CODE, "Code of issue-severity");
    property(system, "issue-type", PropertyType.CODE, "Code of issue-type");
    for (Vocabulary.Outcome outcome : Vocabulary.outcomes()) {
      ConceptDefinitionComponent concept =
          system.addConcept().setCode(outcome.code()).setDisplay(outcome.text());
      concept.addProperty().setCode("http").setValue(new IntegerType(outcome.http()));
      concept.addProperty().setCode("severity").setValue(new CodeType(outcome.severity()));
      concept.addProperty().setCode("issue-type").setValue(new CodeType(outcome.type()));
    }
    return system;
  }

  private static CodeSystem facets() {
    CodeSystem system = system("key-facet");
    property(system, "label", PropertyType.CODING, "Label that the facet stands for");
    property(system, "floor", PropertyType.CODE, "Lowest confidentiality of what carries it");
    for (Facet facet : Facet.all()) {
      Label label = facet.label();
      ConceptDefinitionComponent concept =
          system.addConcept().setCode(facet.code()).setDisplay(facet.code());
      concept
          .addProperty()
          .setCode("label")
          .setValue(new Coding(label.system(), label.code(), null));
      concept.addProperty().setCode("floor").setValue(new CodeType(facet.floor().name()));
    }
    return system;
  }

  private static void property(CodeSystem system, String code, PropertyType type, String text) {
    system.addProperty().setCode(code).setType(type).setDescription(text);
  }

  private static CodeSystem system(String id) {
    CodeSystem system = new CodeSystem();
    system.setId(id);
    return system.setContent(CodeSystemContentMode.COMPLETE).setCaseSensitive(true);
  }
}
