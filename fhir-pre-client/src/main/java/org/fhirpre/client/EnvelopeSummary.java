// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;

/**
 * What a resource shows to somebody who has no key; nothing in it is verified but the capsules.
 *
 * @param resource {@code Type/id}
 * @param version {@code meta.versionId}, or empty
 * @param state {@code sealed}, {@code clear} or {@code damaged}
 * @param contentBytes length of the JWE
 * @param header the JWE's protected header as JSON, or empty
 * @param view the owner's (capsules only), a reader's (transformed for one), or keyless
 */
public record EnvelopeSummary(
    String resource,
    String version,
    String state,
    int contentBytes,
    String header,
    String view,
    List<ShareSummary> shares) {

  /**
   * One share.
   *
   * @param delegator key id of the segment's public key
   * @param delegation name of the delegation path, empty in the owner's view
   */
  public record ShareSummary(String segment, String delegator, String delegation) {
    static ShareSummary of(EnvelopeShare share) {
      return new ShareSummary(
          share.segment().toString(),
          share.delegator().id().toString(),
          share.delegated().map(d -> Encoded.shortDigest(d.path().toBytes())).orElse(""));
    }
  }

  public static EnvelopeSummary of(Resource shell) {
    String name =
        shell.fhirType() + "/" + Optional.ofNullable(shell.getIdElement().getIdPart()).orElse("");
    String version = Optional.ofNullable(shell.getMeta().getVersionId()).orElse("");
    try {
      return Envelope.of(shell)
          .map(envelope -> sealedAs(name, version, envelope))
          .orElseGet(() -> without(name, version, "clear"));
    } catch (ClientException.NotOpened e) {
      return without(name, version, "damaged");
    }
  }

  @JsonIgnore
  public boolean isDamaged() {
    return state.equals("damaged");
  }

  private static EnvelopeSummary sealedAs(String name, String version, Envelope envelope) {
    String header = SealedContent.parse(envelope.content()).headerJson();
    List<ShareSummary> shares = envelope.shares().stream().map(ShareSummary::of).toList();
    boolean transformed = envelope.shares().stream().anyMatch(each -> each.delegated().isPresent());
    String view = shares.isEmpty() ? "keyless" : transformed ? "reader" : "owner";
    int bytes = envelope.content().length();
    return new EnvelopeSummary(name, version, "sealed", bytes, header, view, shares);
  }

  private static EnvelopeSummary without(String name, String version, String state) {
    return new EnvelopeSummary(name, version, state, 0, "", "", List.of());
  }
}
