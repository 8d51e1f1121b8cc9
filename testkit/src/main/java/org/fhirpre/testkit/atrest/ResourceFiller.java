// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildAny;
import ca.uhn.fhir.context.RuntimeChildChoiceDefinition;
import ca.uhn.fhir.context.RuntimeChildContainedResources;
import ca.uhn.fhir.context.RuntimeChildDirectResource;
import ca.uhn.fhir.context.RuntimeChildExtension;
import ca.uhn.fhir.context.RuntimeChildResourceDefinition;
import ca.uhn.fhir.context.RuntimeResourceDefinition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;

/** Walks HAPI's model of one resource type and fills it. Used once. */
final class ResourceFiller {

  private static final Set<String> SERVERS_OWN = Set.of("meta.versionId", "meta.lastUpdated");
  private static final String CONTAINED_ID = "contained";

  /** Types tried where the model allows any; the full list would mean sixty resources a type. */
  private static final List<String> SOME_OF_ANY =
      List.of("String", "Coding", "Quantity", "DateTime", "Attachment");

  private final FhirContext r4;
  private final Canaries.Plan plan;
  private final LeafFiller leaves;
  private final Deque<Class<?>> ancestors = new ArrayDeque<>();
  private int choices = 1;

  ResourceFiller(FhirContext r4, CanaryValues values, Canaries.Plan plan) {
    this.r4 = r4;
    this.plan = plan;
    this.leaves = new LeafFiller(values, plan.fixed());
  }

  FilledResource fill() {
    RuntimeResourceDefinition definition = r4.getResourceDefinition(plan.type());
    Resource resource = (Resource) definition.newInstance();
    fillChildren(resource, definition, plan.type());
    if (resource instanceof DomainResource domain) {
      addExtensions(domain);
    }
    return new FilledResource(resource, leaves.canaries());
  }

  /** The largest number of alternatives that a choice element on the way had. */
  int choices() {
    return choices;
  }

  private void fillChildren(
      IBase parent, BaseRuntimeElementCompositeDefinition<?> definition, String path) {
    ancestors.push(parent.getClass());
    for (BaseRuntimeChildDefinition child : definition.getChildrenAndExtension()) {
      String childPath = path + "." + child.getElementName();
      if (!isLeftOut(child, childPath)) {
        fillChild(parent, child, childPath);
      }
    }
    ancestors.pop();
  }

  private boolean isLeftOut(BaseRuntimeChildDefinition child, String path) {
    String below = path.substring(path.indexOf('.') + 1);
    return plan.left().contains(path)
        || plan.left().contains("*." + below)
        || SERVERS_OWN.contains(below)
        || child instanceof RuntimeChildExtension
        || child instanceof RuntimeChildDirectResource
        || (child.getElementName().equals("id") && depth(path) != 2)
        || (path.contains(".contained.") && (below.endsWith(".meta") || below.endsWith(".text")));
  }

  private void fillChild(IBase parent, BaseRuntimeChildDefinition child, String path) {
    if (child instanceof RuntimeChildContainedResources) {
      contain((DomainResource) parent, path);
    } else if (child instanceof RuntimeChildResourceDefinition reference) {
      child.getMutator().addValue(parent, reference(targets(reference.getResourceTypes()), path));
    } else {
      BaseRuntimeElementDefinition<?> element = elementOf(child);
      if (!ancestors.contains(element.getImplementingClass())) {
        fillElement(parent, child, element, path);
      }
    }
  }

  private void fillElement(
      IBase parent,
      BaseRuntimeChildDefinition child,
      BaseRuntimeElementDefinition<?> definition,
      String path) {
    if (Reference.class.equals(definition.getImplementingClass())) {
      child.getMutator().addValue(parent, reference(choiceTargets(child), path));
      return;
    }
    IBase element = definition.newInstance(child.getInstanceConstructorArguments());
    if (element instanceof Narrative narrative) {
      leaves.fill(narrative, path);
    } else if (element instanceof PrimitiveType<?> leaf) {
      leaves.fill(leaf, definition.getName(), path);
    } else if (definition instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
      fillChildren(element, composite, path);
    } else {
      throw new IllegalStateException("no way to fill " + path);
    }
    if (depth(path) == 1 && !(element instanceof IdType)) { // HAPI drops extensions of ids
      ((Element) element).addExtension(extension(path));
    }
    child.getMutator().addValue(parent, element);
  }

  private BaseRuntimeElementDefinition<?> elementOf(BaseRuntimeChildDefinition child) {
    if (!(child instanceof RuntimeChildChoiceDefinition)) {
      return child.getChildByName(child.getElementName());
    }
    List<String> names =
        child instanceof RuntimeChildAny
            ? SOME_OF_ANY.stream().map(type -> child.getElementName() + type).toList()
            : child.getValidChildNames().stream()
                .filter(name -> !name.endsWith("Resource"))
                .sorted()
                .toList();
    choices = Math.max(choices, names.size());
    return child.getChildByName(names.get(plan.variant() % names.size()));
  }

  private List<Class<?>> choiceTargets(BaseRuntimeChildDefinition child) {
    return child instanceof RuntimeChildChoiceDefinition choice
            && !(child instanceof RuntimeChildAny)
        ? targets(choice.getResourceTypes())
        : List.of();
  }

  private static List<Class<?>> targets(List<? extends Class<?>> declared) {
    return List.copyOf(declared);
  }

  /** Identifier and display are always there; a literal target only where the caller gave one. */
  private Reference reference(List<Class<?>> targets, String path) {
    Reference reference = new Reference();
    literal(targets).ifPresent(reference::setReference);
    reference.setDisplay(leaves.word(path + ".display"));
    if (!path.contains(".identifier.")) {
      fillIdentifier(reference, path);
    }
    return reference;
  }

  private void fillIdentifier(Reference reference, String path) {
    if (depth(path) == 1) {
      var identifier =
          (BaseRuntimeElementCompositeDefinition<?>)
              Objects.requireNonNull(r4.getElementDefinition("Identifier"));
      fillChildren(reference.getIdentifier(), identifier, path + ".identifier");
    } else {
      reference.getIdentifier().setValue(leaves.word(path + ".identifier.value"));
    }
  }

  private Optional<String> literal(List<Class<?>> targets) {
    Map<String, String> given = plan.references();
    return targets.stream()
        .map(target -> target.isInterface() ? "Patient" : r4.getResourceType(asResource(target)))
        .sorted((a, b) -> Boolean.compare(b.equals("Patient"), a.equals("Patient")))
        .filter(type -> given.containsKey(type) && !isPatientToPatient(type))
        .map(given::get)
        .findFirst();
  }

  private boolean isPatientToPatient(String target) {
    return target.equals("Patient") && plan.type().equals("Patient");
  }

  private static Class<? extends Resource> asResource(Class<?> type) {
    return type.asSubclass(Resource.class);
  }

  private void contain(DomainResource parent, String path) {
    if (path.indexOf(".contained") != path.lastIndexOf(".contained")) {
      return;
    }
    Organization inner = new Organization();
    fillChildren(inner, r4.getResourceDefinition(inner), path + ".Organization");
    inner.setId(CONTAINED_ID);
    parent.addContained(inner);
  }

  private void addExtensions(DomainResource resource) {
    resource.addExtension(extension(plan.type()));
    resource.addModifierExtension(extension(plan.type() + ".modifier"));
    if (!resource.getContained().isEmpty()) {
      // An unreferenced contained resource would be dropped by a serialiser.
      String url = leaves.uri(plan.type() + ".extension.url");
      resource.addExtension(new Extension(url, new Reference("#" + CONTAINED_ID)));
    }
  }

  private Extension extension(String path) {
    String url = leaves.uri(path + ".extension.url");
    return new Extension(url, new StringType(leaves.word(path + ".extension.valueString")));
  }

  private static int depth(String path) {
    return (int) path.chars().filter(c -> c == '.').count();
  }
}
