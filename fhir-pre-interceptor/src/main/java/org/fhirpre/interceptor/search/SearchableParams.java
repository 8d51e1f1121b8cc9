// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeResourceDefinition;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.terminology.Protection;
import org.fhirpre.terminology.ResourceTypes;
import org.jspecify.annotations.Nullable;

/** Which search parameters of encrypted types are answered at all. */
final class SearchableParams {
  /** They need plaintext, or an index that is not kept. */
  static final Set<String> HIDDEN =
      Set.of(
          Constants.PARAM_CONTENT,
          Constants.PARAM_TEXT,
          Constants.PARAM_FILTER,
          Constants.PARAM_LIST,
          Constants.PARAM_QUERY,
          Constants.PARAM_SECURITY,
          Constants.PARAM_SOURCE);

  private static final Set<String> IN_THE_BODY_ALONE =
      Set.of(Constants.PARAM_TAG, Constants.PARAM_PROFILE);

  private static final Set<RestSearchParameterTypeEnum> PARTS =
      EnumSet.of(
          RestSearchParameterTypeEnum.TOKEN,
          RestSearchParameterTypeEnum.STRING,
          RestSearchParameterTypeEnum.DATE,
          RestSearchParameterTypeEnum.QUANTITY);

  private SearchableParams() {}

  /**
   * @param type one whose rows can be blinded
   */
  static boolean answered(FhirContext fhir, String type, String param) {
    return !HIDDEN.contains(param)
        && !(IN_THE_BODY_ALONE.contains(param) && isServerSealed(type))
        && !isCanonical(fhir, type, param)
        && !isCompositeOfOthers(fhir.getResourceDefinition(type), param);
  }

  static boolean isServerSealed(String type) {
    return ResourceTypes.find(type)
        .filter(row -> row.protection() == Protection.SERVER_SEALED)
        .isPresent();
  }

  /** HAPI takes composites of {@link #PARTS} only. */
  private static boolean isCompositeOfOthers(RuntimeResourceDefinition definition, String param) {
    RuntimeSearchParam known = definition.getSearchParam(param);
    return known != null
        && known.getComponents().stream()
            .map(RuntimeSearchParam.Component::getReference)
            .anyMatch(
                url ->
                    definition.getSearchParams().stream()
                        .filter(part -> url.equals(part.getUri()))
                        .noneMatch(part -> PARTS.contains(part.getParamType())));
  }

  /** A reference that is a URL, whose text would be readable in the index. */
  private static boolean isCanonical(FhirContext fhir, String type, String param) {
    RuntimeResourceDefinition definition = fhir.getResourceDefinition(type);
    return Optional.ofNullable(definition.getSearchParam(param))
        .filter(known -> known.getParamType() == RestSearchParameterTypeEnum.REFERENCE)
        .map(RuntimeSearchParam::getPathsSplit)
        .filter(paths -> paths.stream().allMatch(path -> isCanonical(definition, path)))
        .isPresent();
  }

  private static boolean isCanonical(RuntimeResourceDefinition definition, String path) {
    @Nullable BaseRuntimeElementDefinition<?> found = definition;
    String[] names = path.split("\\.", -1);
    for (int i = 1; i < names.length; i++) {
      @Nullable BaseRuntimeChildDefinition child =
          found instanceof BaseRuntimeElementCompositeDefinition<?> composite
              ? composite.getChildByName(names[i])
              : null;
      found = child == null ? null : child.getChildByName(names[i]);
    }
    return found != null && found.getName().equals("canonical");
  }
}
