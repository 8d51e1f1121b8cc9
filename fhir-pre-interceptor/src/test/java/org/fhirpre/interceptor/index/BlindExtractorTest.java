// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.jpa.model.entity.StorageSettings;
import ca.uhn.fhir.jpa.searchparam.extractor.ISearchParamExtractor;
import ca.uhn.fhir.jpa.searchparam.extractor.ResourceIndexedSearchParams;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.consent.ResourceAttributes;
import org.fhirpre.interceptor.body.PatientsOf;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.terminology.Labels;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.Test;

/** What the extractor does without asking HAPI's. */
class BlindExtractorTest {
  private final PartitionSettings partitions = new PartitionSettings();
  private final Tokens tokens =
      new Tokens(new TokenKeys(new FixedIndexKeys(List.of(1), "t"), InstantSource.system()));
  private final BlindExtractor extractor =
      new BlindExtractor(
          tokens,
          new IndexScopes(new PatientsOf(FhirContext.forR4Cached())),
          new DateScale(ZoneOffset.UTC),
          new PlaintextMatching(),
          partitions,
          new StorageSettings(),
          () -> {
            throw new AssertionError("no registry needed");
          });
  private final ResourceIndexedSearchParamToken row =
      new ResourceIndexedSearchParamToken(partitions, "Observation", "code", "s", "c");

  @Test
  void a_shell_keeps_its_rows() {
    Observation shell = new Observation();
    new SealedRecord("Observation", "x", 1, "", "", List.of(), attributes(), false).attachTo(shell);

    assertThat(extracted(shell, true).myTokenParams).containsExactly(row);
  }

  @Test
  void a_pass_whose_result_is_not_stored_extracts_nothing() {
    assertThat(extracted(new Observation(), false).myTokenParams).containsExactly(row);
  }

  private ResourceIndexedSearchParams extracted(Observation resource, boolean stored) {
    ResourceTable entity = new ResourceTable();
    entity.setResourceType("Observation");
    ResourceIndexedSearchParams existing = ResourceIndexedSearchParams.withSets();
    existing.myTokenParams.add(row);
    ResourceIndexedSearchParams made = ResourceIndexedSearchParams.withSets();
    extractor.extractFromResource(
        RequestPartitionId.allPartitions(),
        new SystemRequestDetails(),
        made,
        existing,
        entity,
        resource,
        new TransactionDetails(),
        stored,
        ISearchParamExtractor.ALL_PARAMS);
    return made;
  }

  private static ResourceAttributes attributes() {
    return new ResourceAttributes(
        "Observation",
        "x",
        Set.of(),
        Labels.NORMAL,
        Optional.empty(),
        Set.of(),
        Set.of(),
        Set.of(),
        Optional.empty());
  }
}
