// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.esr.ExternallyStoredResourceAddress;
import ca.uhn.fhir.jpa.esr.ExternallyStoredResourceAddressMetadataKey;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import java.util.Optional;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.terminology.Protection;
import org.hl7.fhir.instance.model.api.IAnyResource;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Gives every resource that must not be stored readable an address that seals it, and checks before
 * the commit that it was sealed. On the JPA server's interceptor service, since every write passes
 * there.
 */
@Interceptor(order = HookOrder.SEAL)
public final class SealingHook {
  private final Intake intake;
  private final Sealer sealer;
  private final BlindedMeta blinded;
  private final Runnable flush;

  /**
   * @param flush writes what HAPI has changed so far to the database
   */
  public SealingHook(Intake intake, Sealer sealer, BlindedMeta blinded, Runnable flush) {
    this.intake = intake;
    this.sealer = sealer;
    this.blinded = blinded;
    this.flush = flush;
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
  public void created(
      IBaseResource resource, @Nullable RequestDetails request, TransactionDetails transaction) {
    int dryRuns = transaction.isFhirTransaction() ? 1 : 0;
    address((Resource) resource, 1, Optional.empty(), dryRuns, request, transaction);
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
  public void updated(
      @Nullable IBaseResource before,
      IBaseResource resource,
      @Nullable RequestDetails request,
      TransactionDetails transaction) {
    boolean shell = addressOf(resource) instanceof Address.Kept;
    if (shell && ServerRecord.of(resource).isEmpty()) {
      // $meta-add and the like: HAPI wrote tags beside a shell that it had read.
      throw FhirErrors.needsGateway();
    }
    long version = resource.getIdElement().getVersionIdPartAsLong() + 1 + revived(before);
    Optional<SealedRecord> previous = Optional.ofNullable(before).flatMap(SealedRecord::of);
    address((Resource) resource, version, previous, 0, request, transaction);
  }

  /**
   * HAPI marks a deleted resource as alive and counts a version more when that is written; for one
   * with references it is, before the body is asked for. It is written here for all.
   */
  private int revived(@Nullable IBaseResource before) {
    if (before == null || !before.isDeleted()) {
      return 0;
    }
    flush.run();
    return 1;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void aboutToCommitCreated(IBaseResource resource) {
    check(resource);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void aboutToCommitUpdated(@Nullable IBaseResource before, IBaseResource resource) {
    check(resource);
  }

  private void address(
      Resource resource,
      long version,
      Optional<SealedRecord> previous,
      int dryRuns,
      @Nullable RequestDetails request,
      TransactionDetails transaction) {
    Protection protection = intake.protection(resource, request);
    if (protection == Protection.CLEAR) {
      return;
    }
    intake.refuseShell(resource);
    Submitted submitted = Submitted.take(resource);
    SealingFacts facts = intake.facts(resource, submitted, protection, previous, request);
    facts.attachTo(resource);
    Sealing sealing = new Sealing(resource, submitted.meta(), version, facts, request);
    ExternallyStoredResourceAddressMetadataKey.INSTANCE.put(
        (IAnyResource) resource, new SealingAddress(sealer, blinded, sealing, dryRuns));
    transaction.addRollbackUndoAction(() -> submitted.putBack(resource));
  }

  private static void check(IBaseResource resource) {
    if (addressOf(resource) instanceof SealingAddress address
        && !address.isFor(resource.getIdElement().getVersionIdPart())) {
      throw FhirErrors.conflict("version-conflict", "The resource changed meanwhile; try again");
    }
    if (addressOf(resource) == null && SealedTypes.always(resource.fhirType())) {
      requireExempt(resource);
    }
  }

  // What the intake let through in clear carries its mark; anything else would be a hole.
  private static void requireExempt(IBaseResource resource) {
    if (!Intake.isExempt(resource)) {
      throw FhirErrors.internal("not-sealed", "The resource was not sealed; nothing was stored");
    }
  }

  private static @Nullable ExternallyStoredResourceAddress addressOf(IBaseResource resource) {
    return ExternallyStoredResourceAddressMetadataKey.INSTANCE.get((IAnyResource) resource);
  }
}
