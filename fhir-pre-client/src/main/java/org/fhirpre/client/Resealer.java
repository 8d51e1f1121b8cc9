// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import ca.uhn.fhir.context.FhirContext;
import java.util.Optional;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Has a patient's re-labelled resources sealed anew: reads each, opens it and writes it back
 * unchanged, if it is still the version that was read. The server seals it under the key segments
 * that its labels call for now. May be repeated.
 *
 * <p>Thread-safe if the opener is.
 */
public final class Resealer {
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;

  private final FhirHttp http;
  private final FhirContext context;
  private final FhirPreClient client;

  /**
   * @param opener stays the caller's
   */
  public Resealer(FhirHttp http, FhirContext context, ResourceOpener opener) {
    this.http = http;
    this.context = context;
    this.client = new FhirPreClient(http, context, opener);
  }

  /** What became of one resource. */
  public enum Outcome {
    /** Sealed anew. */
    SEALED,
    /** Somebody else wrote it meanwhile, which seals it anew too. */
    CHANGED,
    /** The keys at hand do not open it. */
    NOT_OPENED,
    /** The server refused to show it or to store it. */
    REFUSED
  }

  /**
   * @param resource its reference
   */
  public record Result(String resource, Outcome outcome) {}

  /**
   * @param patient {@code Patient/<id>}
   * @param each is told of every resource in turn
   * @throws ClientException.Refused if nothing of the patient's waits that the caller may read
   */
  public void reseal(String patient, Consumer<Result> each) {
    if (!(client.received(patient + "/$relabel-pending") instanceof Parameters pending)) {
      throw new ClientException.Unreachable("the answer is not a list of resources");
    }
    for (ParametersParameterComponent parameter : pending.getParameter()) {
      if (parameter.getName().equals("resource")
          && parameter.getValue() instanceof Reference waiting) {
        each.accept(new Result(waiting.getReference(), reseal(new IdType(waiting.getReference()))));
      }
    }
  }

  private Outcome reseal(IdType waiting) {
    String target = waiting.toUnqualifiedVersionless().getValue();
    try {
      Resource opened = client.read(target).resource();
      String version = opened.getMeta().getVersionId();
      String json = context.newJsonParser().encodeResourceToString(opened);
      http.put(target, json, Optional.of("W/\"" + version + "\""));
      return Outcome.SEALED;
    } catch (ClientException.NotOpened keysDoNotFit) {
      return Outcome.NOT_OPENED;
    } catch (ClientException.Refused refused) {
      boolean written = refused.status() == CONFLICT || refused.status() == PRECONDITION_FAILED;
      return written ? Outcome.CHANGED : Outcome.REFUSED;
    }
  }
}
