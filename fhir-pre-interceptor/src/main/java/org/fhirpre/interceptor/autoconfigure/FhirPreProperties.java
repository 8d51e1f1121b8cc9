// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.crypto.SecretMultiplication;
import org.fhirpre.terminology.LabelPolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * All settings of the plug-in.
 *
 * @param keys folder of the server's own keysets (index root, server seal, ingest signature,
 *     capsule mark); created with mode 700 at the first start
 * @param kmsUri KMS key that wraps those keysets, as Tink names it; absent: plain keyset files
 * @param agent the managed key agent; without a URL only patient-held enrolment works
 * @param enrol whether patients are enrolled as managed when they are first written
 * @param clientIds which ids clients may choose for sealed types
 * @param lists code lists of the labelling service
 * @param labels rules of the labelling service besides its lists
 * @param zone zone of dates without time; fixed at the first start
 * @param secretMultiplication how re-encryption keys are multiplied; the plain way is twice as fast
 *     and for a machine whose timing nobody else can observe
 * @param base public base URL of the FHIR endpoint; part of proofs of possession
 */
@ConfigurationProperties("fhirpre")
public record FhirPreProperties(
    @DefaultValue("./data/keys") Path keys,
    @Nullable URI kmsUri,
    @DefaultValue Agent agent,
    @DefaultValue("none") Enrol enrol,
    @DefaultValue("uuid") ClientIds clientIds,
    @DefaultValue("shipped") Lists lists,
    @DefaultValue Labels labels,
    @DefaultValue("UTC") ZoneId zone,
    @DefaultValue("protected") SecretMultiplication secretMultiplication,
    @DefaultValue("http://localhost:8080/fhir") URI base) {

  public record Agent(@Nullable URI url, @Nullable Path tokenFile) {
    public Optional<URI> address() {
      return Optional.ofNullable(url);
    }
  }

  /** Enrolment of patients without keys. */
  public enum Enrol {
    NONE,
    MANAGED
  }

  /** Client-assigned ids of sealed types; hapi.md section 7. */
  public enum ClientIds {
    UUID,
    ANY,
    NONE
  }

  /** Shipped lists, or shipped and the demo list for Synthea's synthetic records. */
  public enum Lists {
    SHIPPED,
    DEMO
  }

  /**
   * @param folder lists of the hospital: {@code lists.csv} and what it names
   * @param uncoded what text without a code means: {@code normal} or {@code restricted}
   * @param minimum resource type → facet that each resource of the type gets at least, for example
   *     {@code DocumentReference: R}
   * @param inherit types from whose resources those that refer to them take labels, for example
   *     {@code Condition,Encounter}
   */
  public record Labels(
      @Nullable Path folder,
      @DefaultValue("normal") LabelPolicy.Uncoded uncoded,
      @DefaultValue Map<String, String> minimum,
      @DefaultValue Set<String> inherit) {
    public Optional<Path> lists() {
      return Optional.ofNullable(folder);
    }
  }
}
