// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.HashSet;
import java.util.Set;
import org.fhirpre.interceptor.body.HookOrder;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Re-encrypts a page for its reader, just before HAPI shows it; {@link PageView} decides. On the
 * RestfulServer, and only in read interactions.
 */
@Interceptor(order = HookOrder.SHOW)
public final class ShowHook {
  private static final Logger log = LoggerFactory.getLogger(ShowHook.class);

  private static final FhirContext FHIR = FhirContext.forR4Cached();

  private final PageView view;

  public ShowHook(PageView view) {
    this.view = view;
  }

  /** Never throws, since HAPI would log the URL; a {@code null} resource is a withheld one. */
  @Hook(Pointcut.STORAGE_PRESHOW_RESOURCES)
  public void showPage(IPreResourceShowDetails page, RequestDetails request) {
    if (!Interactions.isRead(request)) {
      return;
    }
    Set<IBaseResource> shown = shown(page, request);
    for (int i = 0; i < page.size(); i++) {
      IBaseResource resource = page.getResource(i);
      if (resource != null && !shown.contains(resource)) {
        page.setResource(i, Interactions.isSingle(request) ? null : blank(resource));
      }
    }
  }

  // A history takes no gaps, and HAPI counts a search's page to know whether another follows: an
  // empty resource stands in the place, and the net removes it.
  private static Resource blank(IBaseResource withheld) {
    Resource blank = (Resource) FHIR.getResourceDefinition(withheld).newInstance();
    blank.setId(withheld.getIdElement().getValue());
    Shown.blank(blank);
    ResourceMetadataKeyEnum.ENTRY_SEARCH_MODE.put(
        blank, ResourceMetadataKeyEnum.ENTRY_SEARCH_MODE.get((Resource) withheld));
    return blank;
  }

  @SuppressWarnings(
      "CatchingUnchecked") // the edge of the process: whatever fails, nothing is shown
  private Set<IBaseResource> shown(IPreResourceShowDetails page, RequestDetails request) {
    try {
      return view.show(page.getAllResources(), request);
    } catch (RuntimeException failed) {
      log.error(
          "page withheld request={} failure={}",
          request.getRequestId(),
          failed.getClass().getName());
      if (StoreAway.explains(failed)) {
        StoreAway.mark(request);
      }
      return new HashSet<>();
    }
  }
}
