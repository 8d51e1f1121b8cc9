// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.guard;

import ca.uhn.fhir.batch2.model.JobInstance;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.bulk.BulkExportJobParameters;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fhirpre.interceptor.body.HookOrder;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.jspecify.annotations.Nullable;

/**
 * Refuses batch jobs whose parameters hold search values: HAPI stores them readable. Types, times
 * and patient ids pass. On the JPA service.
 */
@Interceptor(order = HookOrder.GUARD)
public final class JobHook {
  private static final Pattern QUERY = Pattern.compile("\\?([^\"\\\\]+)");
  private static final Set<String> HARMLESS =
      Set.of(
          "_type",
          "_since",
          "_until",
          "_id",
          "_lastUpdated",
          "_outputFormat",
          "_exportId",
          "patient",
          "_patient");
  private static final String REFUSAL =
      "Jobs that select by the content of resources are refused: their parameters are stored"
          + " readable";

  @Hook(Pointcut.STORAGE_PRE_INITIATE_BULK_EXPORT)
  public void beforeExport(BulkExportJobParameters export) {
    if (!export.getFilters().isEmpty() || !export.getPostFetchFilterUrls().isEmpty()) {
      throw FhirErrors.notSupported(REFUSAL);
    }
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_BATCH_JOB_CREATE)
  public void beforeJob(JobInstance job) {
    String kind = String.valueOf(job.getJobDefinitionId()).toUpperCase(Locale.ROOT);
    if (kind.contains("IMPORT") || holdsValues(job.getParameters())) {
      throw FhirErrors.notSupported(REFUSAL);
    }
  }

  static boolean holdsValues(@Nullable String parameters) {
    Matcher queries = QUERY.matcher(parameters == null ? "" : parameters);
    while (queries.find()) {
      for (String part : queries.group(1).split("&", -1)) {
        String name = part.split("=", 2)[0];
        if (!name.isEmpty() && !HARMLESS.contains(name)) {
          return true;
        }
      }
    }
    return false;
  }
}
