// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.relabel;

import ca.uhn.fhir.batch2.api.IJobCoordinator;
import ca.uhn.fhir.batch2.api.IJobMaintenanceService;
import ca.uhn.fhir.batch2.api.RunOutcome;
import ca.uhn.fhir.batch2.model.JobDefinition;
import ca.uhn.fhir.batch2.model.JobInstanceStartRequest;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.function.Supplier;
import org.fhirpre.interceptor.jdbc.VersionRows.Span;

/** The two jobs on HAPI's Batch2, which spreads their chunks over nodes and repeats what failed. */
public final class RelabelJobs {
  static final String PLAN = "FHIRPRE-RELABEL-PLAN";
  static final String APPLY = "FHIRPRE-RELABEL-APPLY";

  private final Supplier<IJobCoordinator> coordinator;
  private final Supplier<IJobMaintenanceService> maintenance;

  /** Both are asked late: HAPI's beans collect the definitions that this class gives. */
  public RelabelJobs(
      Supplier<IJobCoordinator> coordinator, Supplier<IJobMaintenanceService> maintenance) {
    this.coordinator = coordinator;
    this.maintenance = maintenance;
  }

  /** Looks at every stored version and keeps what today's lists would make of it. */
  public static JobDefinition<RunId> planning(Supplier<RelabelRuns> runs) {
    return JobDefinition.newBuilder()
        .setJobDefinitionId(PLAN)
        .setJobDefinitionVersion(1)
        .setJobDescription("Plan the re-labelling of stored resources")
        .setParametersType(RunId.class)
        .addFirstStep(
            "spans",
            "Divide the stored versions",
            Portion.class,
            (step, sink) -> {
              runs.get().spans(step.getParameters().run()).stream()
                  .map(Portion::of)
                  .forEach(sink::accept);
              return RunOutcome.SUCCESS;
            })
        .addLastStep(
            "judge",
            "Judge the versions of one span",
            (step, sink) -> {
              runs.get().plan(step.getParameters().run(), step.getData().span());
              return RunOutcome.SUCCESS;
            })
        .errorHandler(failed -> runs.get().failed(failed.getParameters().run()))
        .build();
  }

  /** Does what a plan says. */
  public static JobDefinition<RunId> applying(Supplier<RelabelRuns> runs) {
    return JobDefinition.newBuilder()
        .setJobDefinitionId(APPLY)
        .setJobDefinitionVersion(1)
        .setJobDescription("Apply a plan of re-labelling")
        .setParametersType(RunId.class)
        .addFirstStep(
            "parts",
            "Find what is not applied yet",
            Portion.class,
            (step, sink) -> {
              runs.get().open(step.getParameters().run()).stream()
                  .map(part -> Portion.of(new Span(part, part)))
                  .forEach(sink::accept);
              return RunOutcome.SUCCESS;
            })
        .addLastStep(
            "raise",
            "Raise the labels of one part",
            (step, sink) -> {
              runs.get().apply(step.getParameters().run(), step.getData().span().first());
              return RunOutcome.SUCCESS;
            })
        .build();
  }

  void start(String definition, String run) {
    coordinator
        .get()
        .startInstance(
            new SystemRequestDetails(), new JobInstanceStartRequest(definition, RunId.of(run)));
    hasten();
  }

  /** HAPI hands out chunks once a minute; this asks it to do so now. */
  void hasten() {
    maintenance.get().runMaintenancePass();
  }
}
