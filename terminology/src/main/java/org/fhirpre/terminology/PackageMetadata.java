// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.ImplementationGuide.SPDXLicense;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.utilities.xhtml.NodeType;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;

/** What every artifact of the package says about itself. */
final class PackageMetadata {
  /** Folders of hand-written artifacts. */
  static final List<String> WRITTEN =
      List.of(
          "CapabilityStatement", "OperationDefinition", "SearchParameter", "StructureDefinition");

  private static final String BASE = "https://fhirpre.org/fhir";
  private static final String PUBLISHER = "fhirpre.org";
  private static final String COPYRIGHT = "Apache License 2.0";
  // A release changes the version; the date stays, so that the same input gives the same bytes.
  private static final Date DATE = Date.from(Instant.parse("2026-11-24T00:00:00Z"));
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String version;

  PackageMetadata(String version) {
    this.version = version;
  }

  static String fileName(Resource resource) {
    return resource.fhirType() + "-" + resource.getIdElement().getIdPart() + ".json";
  }

  /** Sets what is the same everywhere, and what a generated artifact has from the title table. */
  void complete(MetadataResource artifact) {
    String id = artifact.getIdElement().getIdPart();
    artifact.setUrl(BASE + "/" + artifact.fhirType() + "/" + id);
    artifact.setVersion(version).setPublisher(PUBLISHER).setDate(DATE);
    if (!artifact.hasStatus()) {
      artifact.setStatus(PublicationStatus.ACTIVE);
    }
    if (!artifact.hasExperimental()) {
      artifact.setExperimental(false);
    }
    if (!artifact.hasName()) {
      artifact.setName(name(artifact.fhirType() + "-" + id));
    }
    Vocabulary.titles().stream()
        .filter(row -> row.type().equals(artifact.fhirType()) && row.id().equals(id))
        .forEach(row -> artifact.setTitle(row.title()).setDescription(row.description()));
    owner(artifact);
    narrate(artifact);
  }

  ImplementationGuide guide(Collection<MetadataResource> artifacts, Collection<Resource> examples) {
    ImplementationGuide guide = new ImplementationGuide();
    guide.setId(TerminologyPackage.NAME);
    guide.setName("FhirPre").setTitle("Consent-driven re-encryption");
    guide.setDescription(
        "Vocabulary, profiles and operations of a consent-driven encrypting server");
    guide.setPackageId(TerminologyPackage.NAME).setLicense(SPDXLicense.APACHE_2_0);
    guide.addFhirVersion(FHIRVersion._4_0_1);
    complete(guide);
    guide.setUrl(BASE + "/ImplementationGuide/" + TerminologyPackage.NAME);
    for (MetadataResource artifact : artifacts) {
      guide
          .getDefinition()
          .addResource()
          .setReference(reference(artifact))
          .setName(artifact.getTitle() == null ? artifact.getName() : artifact.getTitle());
    }
    for (Resource example : examples) {
      guide
          .getDefinition()
          .addResource()
          .setReference(reference(example))
          .setExample(new org.hl7.fhir.r4.model.BooleanType(true));
    }
    return guide;
  }

  String packageJson() {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", TerminologyPackage.NAME).put("version", version);
    node.put("canonical", BASE).put("url", BASE).put("title", "Consent-driven re-encryption");
    node.put("description", "Vocabulary, profiles and operations of fhir-pre");
    node.putArray("fhirVersions").add("4.0.1");
    node.putObject("dependencies").put("hl7.fhir.r4.core", "4.0.1");
    node.put("type", "IG").put("license", "Apache-2.0").put("author", PUBLISHER);
    return node.toPrettyString();
  }

  /** {@code .index.json} of one folder. */
  static String index(Collection<? extends Resource> resources) {
    ObjectNode index = JSON.createObjectNode().put("index-version", 1);
    ArrayNode files = index.putArray("files");
    for (Resource resource : resources) {
      ObjectNode file = files.addObject();
      file.put("filename", fileName(resource)).put("resourceType", resource.fhirType());
      file.put("id", resource.getIdElement().getIdPart());
      if (resource instanceof MetadataResource artifact) {
        file.put("url", artifact.getUrl()).put("version", artifact.getVersion());
      }
      if (resource instanceof StructureDefinition profile) {
        file.put("kind", profile.getKind().toCode()).put("type", profile.getType());
      }
    }
    return index.toPrettyString();
  }

  private static void owner(MetadataResource artifact) {
    if (artifact instanceof ValueSet set && !set.hasCopyright()) {
      set.setCopyright(COPYRIGHT);
    } else if (artifact instanceof ConceptMap map && !map.hasCopyright()) {
      map.setCopyright(COPYRIGHT);
    } else if (artifact instanceof CodeSystem system) {
      system.setCopyright(COPYRIGHT).setCount(system.getConcept().size());
    } else if (artifact instanceof StructureDefinition profile) {
      profile.setCopyright(COPYRIGHT);
    }
  }

  private static void narrate(MetadataResource artifact) {
    XhtmlNode div = new XhtmlNode(NodeType.Element, "div");
    div.setAttribute("xmlns", "http://www.w3.org/1999/xhtml");
    String title = Optional.ofNullable(artifact.getTitle()).orElse(artifact.getName());
    div.addTag("h2").addText(title);
    div.addTag("p").addText(Optional.ofNullable(artifact.getDescription()).orElse(title));
    Optional.ofNullable(copyright(artifact)).ifPresent(text -> div.addTag("p").addText(text));
    Narrative text = new Narrative();
    text.setStatus(Narrative.NarrativeStatus.GENERATED);
    text.setDiv(div);
    artifact.setText(text);
  }

  private static @org.jspecify.annotations.Nullable String copyright(MetadataResource artifact) {
    return artifact instanceof ValueSet set
        ? set.getCopyright()
        : artifact instanceof ConceptMap map ? map.getCopyright() : null;
  }

  private static String name(String id) {
    StringBuilder name = new StringBuilder();
    for (String part : id.split("[-_]", -1)) {
      name.append(part.substring(0, 1).toUpperCase(java.util.Locale.ROOT))
          .append(part.substring(1));
    }
    return name.toString();
  }

  private static Reference reference(Resource resource) {
    return new Reference(resource.fhirType() + "/" + resource.getIdElement().getIdPart());
  }
}
