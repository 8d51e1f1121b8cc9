// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** HAPI's validator, knowing our artifacts, without network. */
final class PackageValidator {
  private final FhirValidator validator;

  PackageValidator(FhirContext fhir, Iterable<? extends IBaseResource> artifacts) {
    PrePopulatedValidationSupport ours = new PrePopulatedValidationSupport(fhir);
    artifacts.forEach(ours::addResource);
    ValidationSupportChain chain =
        new ValidationSupportChain(
            ours,
            new DefaultProfileValidationSupport(fhir),
            new CommonCodeSystemsTerminologyService(fhir),
            new InMemoryTerminologyServerValidationSupport(fhir));
    this.validator = fhir.newValidator().registerValidatorModule(new FhirInstanceValidator(chain));
  }

  List<SingleValidationMessage> check(String json) {
    return validator.validateWithResult(json).getMessages().stream()
        .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.WARNING) >= 0)
        .toList();
  }

  static boolean isError(SingleValidationMessage message) {
    return message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0;
  }

  static String line(String file, SingleValidationMessage message) {
    return String.format(
        Locale.ROOT,
        "%s %s %s: %s",
        message.getSeverity(),
        file,
        message.getLocationString(),
        message.getMessage());
  }
}
