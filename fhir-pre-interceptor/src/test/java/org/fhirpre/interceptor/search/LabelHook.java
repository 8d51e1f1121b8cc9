// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import org.fhirpre.interceptor.body.SealingFacts;
import org.fhirpre.interceptor.index.BlindMeta;
import org.fhirpre.interceptor.index.Indexing;
import org.fhirpre.terminology.CodeListLabeler;
import org.fhirpre.terminology.CodeLists;
import org.fhirpre.terminology.LabelContext;
import org.fhirpre.terminology.LabelPolicy;
import org.fhirpre.terminology.Labels;
import org.fhirpre.terminology.Protection;
import org.fhirpre.terminology.SecurityLabeler;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Resource;

/**
 * Judges resources as the storage hook of the plug-in does; bodies stay readable in these tests.
 */
@Interceptor
public final class LabelHook {
  private final SecurityLabeler labeler =
      new CodeListLabeler(CodeLists.shipped(), LabelPolicy.DEFAULT);
  private final BlindMeta tags;

  LabelHook(BlindMeta tags) {
    this.tags = tags;
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
  public void created(IBaseResource resource) {
    judge((Resource) resource);
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
  public void updated(IBaseResource old, IBaseResource resource) {
    judge((Resource) resource);
  }

  private void judge(Resource resource) {
    Indexing indexing = Indexing.of(resource.fhirType());
    if (indexing != Indexing.BLIND && !resource.fhirType().equals("Patient")) {
      return;
    }
    if (resource.getMeta().getTag(SearchFixtures.UNJUDGED, "true") != null) {
      return;
    }
    Labels labels = labeler.label(resource, LabelContext.none());
    SealingFacts facts = new SealingFacts(Protection.PATIENT_SEALED, labels);
    facts.attachTo(resource);
    Meta submitted = resource.getMeta().copy();
    tags.replace(resource, submitted, facts);
  }
}
