// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.fhirpre.interceptor.errors.ErrorTexts;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.spi.Reader;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;

class ErrorTextsTest {

  @Test
  void the_number_stays_and_the_values_go() {
    assertThat(ErrorTexts.clean("HAPI-1091: Invalid match URL \"Patient?name=SECRET\""))
        .startsWith("HAPI-1091: ")
        .doesNotContain("SECRET");
    assertThat(ErrorTexts.clean("")).isNotBlank();
    assertThat(ErrorTexts.clean("SECRET")).doesNotContain("SECRET");
  }

  @Test
  void our_own_outcomes_keep_their_texts() {
    OperationOutcome ours = FhirErrors.absentOutcome();
    ErrorTexts.clean(ours);
    assertThat(ours.getIssueFirstRep().getDetails().getText()).startsWith("Access denied");
    OperationOutcome hapis = new OperationOutcome();
    hapis.addIssue().setDiagnostics("HAPI-0450: value SECRET").getDetails().setText("SECRET");
    ErrorTexts.clean(hapis);
    assertThat(hapis.getIssueFirstRep().getDiagnostics())
        .isEqualTo("HAPI-0450: The request body is not valid FHIR");
    assertThat(hapis.getIssueFirstRep().hasDetails()).isFalse();
  }

  @Test
  void server_sealed_types_are_for_those_concerned() {
    ScopedServerSealedAccess access =
        new ScopedServerSealedAccess((reader, patient) -> false, kept -> Optional.empty());
    Consent consent = new Consent().setPatient(new Reference("Patient/1"));
    consent.addPerformer(new Reference("RelatedPerson/2"));
    assertThat(access.mayRead(reader("Patient/1"), consent)).isTrue();
    assertThat(access.mayRead(reader("RelatedPerson/2"), consent)).isTrue();
    assertThat(access.mayRead(reader("Practitioner/3"), consent)).isFalse();
    assertThat(access.mayRead(reader("Practitioner/3", "fhirpre/privacy"), consent)).isTrue();
    assertThat(access.mayRead(reader("P/3", "system/*.cruds"), new AuditEvent())).isFalse();
    assertThat(access.mayRead(reader("P/3", "fhirpre/admin"), new AuditEvent())).isTrue();
    assertThat(access.mayRead(reader("P/3", "system/Task.rs"), new Task())).isTrue();
    assertThat(access.mayRead(reader("P/3", "system/Task.c"), new Task())).isFalse();
    assertThat(access.mayRead(reader("P/3", "user/*.rs"), new Task())).isFalse();
  }

  @Test
  void the_net_keeps_nothing_of_a_sealed_type_that_was_not_shown() {
    AnswerFilter filter = new AnswerFilter(true, Set.of());
    Resource task = new Task();
    assertThat(Optional.ofNullable(filter.keep(task))).isEmpty();
    Shown.mark(task);
    assertThat(filter.keep(task)).isSameAs(task);
    assertThat(Optional.ofNullable(filter.keep(task.copy()))).isEmpty();
  }

  private static Reader reader(String subject, String... scopes) {
    return new Reader(subject, Set.of(subject), Set.of(), Set.of(scopes));
  }
}
