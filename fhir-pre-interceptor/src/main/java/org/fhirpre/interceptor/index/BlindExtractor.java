// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.ResourceLink;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.jpa.model.entity.StorageSettings;
import ca.uhn.fhir.jpa.searchparam.extractor.ISearchParamExtractor;
import ca.uhn.fhir.jpa.searchparam.extractor.ResourceIndexedSearchParams;
import ca.uhn.fhir.jpa.searchparam.extractor.SearchParamExtractorService;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.body.SealingFacts;
import org.fhirpre.terminology.Labels;
import org.fhirpre.terminology.Protection;
import org.fhirpre.terminology.ResourceTypes;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * HAPI's extractor with blinded results: the one place where index rows of sealed resources are
 * made. Fails closed: a resource that nobody judged is not stored.
 */
public class BlindExtractor extends SearchParamExtractorService {
  /** Clear types whose resources tell what a sensitive resource is about. */
  static final Set<String> TELLING_TARGETS = Set.of("Medication", "Substance");

  private final Tokens tokens;
  private final IndexScopes scopes;
  private final DateScale dates;
  private final PlaintextMatching matching;
  private final PartitionSettings partitions;
  private final StorageSettings settings;
  private final Supplier<ISearchParamRegistry> params;

  public BlindExtractor(
      Tokens tokens,
      IndexScopes scopes,
      DateScale dates,
      PlaintextMatching matching,
      PartitionSettings partitions,
      StorageSettings settings,
      Supplier<ISearchParamRegistry> params) {
    this.tokens = tokens;
    this.scopes = scopes;
    this.dates = dates;
    this.matching = matching;
    this.partitions = partitions;
    this.settings = settings;
    this.params = params;
  }

  @Override
  public void extractFromResource(
      RequestPartitionId partition,
      RequestDetails request,
      ResourceIndexedSearchParams made,
      ResourceIndexedSearchParams existing,
      ResourceTable entity,
      IBaseResource resource,
      TransactionDetails transaction,
      boolean failOnInvalidReference,
      ISearchParamExtractor.ISearchParamFilter filter) {
    boolean plain = !Indexing.of(entity.getResourceType()).blind() || matching.wanted();
    if (!plain && (SealedRecord.of(resource).isPresent() || !failOnInvalidReference)) {
      keep(existing, made);
      return;
    }
    super.extractFromResource(
        partition,
        request,
        made,
        existing,
        entity,
        resource,
        transaction,
        failOnInvalidReference,
        filter);
    if (!plain) {
      blind(made, entity, resource, transaction);
    }
  }

  private void blind(
      ResourceIndexedSearchParams made,
      ResourceTable entity,
      IBaseResource resource,
      TransactionDetails transaction) {
    Optional<SealingFacts> facts = facts(resource);
    if (facts.isEmpty() && mayStayPlain(resource, made)) {
      return;
    }
    SealingFacts known = facts.orElseThrow(BlindExtractor::unjudged);
    Blinding blinding =
        new Blinding(
            tokens, dates, entity.getResourceType(), id(entity), scopes.of(resource, known));
    RowFactory rows =
        new RowFactory(partitions, settings, entity, transaction.getTransactionDate());
    new BlindRows(blinding, rows, param -> isToken(entity.getResourceType(), param)).replace(made);
    hideTelling(made.myLinks, link -> tells(link, known), blinding, entity);
    entity.setHasLinks(!made.myLinks.isEmpty());
  }

  /** Of each path that told, a link remains that says only that there was one, for :missing. */
  private static void hideTelling(
      Collection<ResourceLink> links,
      Predicate<ResourceLink> tells,
      Blinding blinding,
      ResourceTable entity) {
    Map<String, ResourceLink> hidden = new TreeMap<>();
    links.stream()
        .filter(tells)
        .forEach(
            link -> {
              String path = link.getSourcePath();
              String nothing = blinding.padding(blinding.slots(path).get(0), 0);
              hidden.put(
                  path, ResourceLink.forLogicalReference(path, entity, nothing, link.getUpdated()));
            });
    links.removeIf(tells);
    links.addAll(hidden.values());
  }

  /** Server-sealed types need no judgement: they stand under tenant keys in any case. */
  private static Optional<SealingFacts> facts(IBaseResource resource) {
    Optional<SealingFacts> attached = SealingFacts.of(resource);
    boolean serverSealed =
        ResourceTypes.find(resource.fhirType())
            .filter(row -> row.protection() == Protection.SERVER_SEALED)
            .isPresent();
    return attached.isEmpty() && serverSealed
        ? Optional.of(new SealingFacts(Protection.SERVER_SEALED, Labels.NORMAL))
        : attached;
  }

  /** A Group of nobody, or a Binary of the export job, which has no parameters at all. */
  private boolean mayStayPlain(IBaseResource resource, ResourceIndexedSearchParams made) {
    return switch (Indexing.of(resource.fhirType())) {
      case PLAIN -> true;
      case PLAIN_OR_BLIND -> !scopes.namesPatient(resource);
      case BLIND, BLIND_FOR_TENANT -> resource.fhirType().equals("Binary") && isEmpty(made);
    };
  }

  private static boolean isEmpty(ResourceIndexedSearchParams made) {
    return made.myTokenParams.isEmpty()
        && made.myStringParams.isEmpty()
        && made.myDateParams.isEmpty()
        && made.myUriParams.isEmpty()
        && made.myLinks.isEmpty();
  }

  private static InternalErrorException unjudged() {
    return new InternalErrorException("A sealed resource reached the index without its labels");
  }

  private static boolean tells(ResourceLink link, SealingFacts facts) {
    return link.getTargetResourceUrl() != null
        || (facts.sensitive() && TELLING_TARGETS.contains(link.getTargetResourceType()));
  }

  private boolean isToken(String type, String param) {
    return Optional.ofNullable(
            params
                .get()
                .getActiveSearchParam(
                    type, param, ISearchParamRegistry.SearchParamLookupContextEnum.INDEX))
        .filter(known -> known.getParamType() == RestSearchParameterTypeEnum.TOKEN)
        .isPresent();
  }

  private static String id(ResourceTable entity) {
    return Optional.ofNullable(entity.getFhirId()).orElseThrow(BlindExtractor::nameless);
  }

  private static InternalErrorException nameless() {
    return new InternalErrorException("A sealed resource reached the index without a logical id");
  }

  /**
   * A shell has nothing to extract, and results of a dry run or of a transaction's first pass are
   * not stored: in each case what the index holds stays as it is.
   */
  private static void keep(ResourceIndexedSearchParams from, ResourceIndexedSearchParams to) {
    copy(from.myStringParams, to.myStringParams);
    copy(from.myTokenParams, to.myTokenParams);
    copy(from.myNumberParams, to.myNumberParams);
    copy(from.myQuantityParams, to.myQuantityParams);
    copy(from.myQuantityNormalizedParams, to.myQuantityNormalizedParams);
    copy(from.myDateParams, to.myDateParams);
    copy(from.myUriParams, to.myUriParams);
    copy(from.myCoordsParams, to.myCoordsParams);
    copy(from.myComboStringUniques, to.myComboStringUniques);
    copy(from.myComboTokenNonUnique, to.myComboTokenNonUnique);
    copy(from.myLinks, to.myLinks);
    copy(from.mySearchParamPresentEntities, to.mySearchParamPresentEntities);
    copy(from.myCompositeParams, to.myCompositeParams);
  }

  private static <T> void copy(Collection<T> from, Collection<T> to) {
    to.clear();
    to.addAll(List.copyOf(from));
  }
}
