// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.ValidationOptions;
import java.util.Optional;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.Resource;

/** {@code assert.validateProfileId}, by HAPI's validator and the profiles that it brings. */
final class Profiles {
  private static final FhirValidator VALIDATOR = validator();

  private Profiles() {}

  /** The first error; unknown codes of terminologies that are not here are none. */
  static Optional<String> failure(Resource resource, String canonical) {
    return VALIDATOR
        .validateWithResult(resource, new ValidationOptions().addProfile(canonical))
        .getMessages()
        .stream()
        .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
        .findFirst()
        .map(message -> "does not validate at " + message.getLocationString());
  }

  private static FhirValidator validator() {
    ValidationSupportChain support =
        new ValidationSupportChain(
            new DefaultProfileValidationSupport(Content.R4),
            new CommonCodeSystemsTerminologyService(Content.R4),
            new InMemoryTerminologyServerValidationSupport(Content.R4));
    FhirInstanceValidator rules = new FhirInstanceValidator(support);
    rules.setErrorForUnknownProfiles(true);
    return Content.R4.newValidator().registerValidatorModule(rules);
  }
}
