// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.fhirpre.crypto.PreException;
import org.fhirpre.interceptor.spi.ServerSeal;
import org.fhirpre.terminology.LabelGround;
import org.fhirpre.terminology.Labels;

/**
 * The server-sealed policy of stored bodies. Content, capsules and signature are carried along as
 * they are: nothing here could open them. Thread-safe.
 */
public final class StoredPolicies {
  private final ServerSeal seal;

  public StoredPolicies(ServerSeal seal) {
    this.seal = seal;
  }

  /** A stored body and its policy. */
  record Opened(StoredEnvelope stored, Policy policy) {
    SealedRecord record() {
      JweHeader header = stored.header();
      return new SealedRecord(
          header.type(),
          header.id(),
          header.version(),
          stored.jwe().compact(),
          stored.signature(),
          stored.shares(),
          policy.attributes(),
          policy.relabelled());
    }
  }

  /**
   * The record in the text of a row; empty for a server-sealed body, which has no labels.
   *
   * @throws PreException if it does not parse or was altered
   */
  public Optional<SealedRecord> read(String text) {
    Address address = Address.parse(text);
    return address.record().toBytes()[0] == ServerRecord.FORMAT
        ? Optional.empty()
        : Optional.of(open(address).record());
  }

  /**
   * The same text with more labels. If they call for other key segments than the capsules lie in,
   * the policy says that it was {@link SealedRecord#relabelled()}.
   *
   * @param grounds of labels that are added; none is taken away
   * @throws PreException as {@link #read}
   */
  public String raised(String text, Collection<LabelGround> grounds) {
    Address address = Address.parse(text);
    Opened opened = open(address);
    Policy policy = opened.policy();
    Labels before = policy.attributes().labels();
    Labels after = before.with(Labels.of(grounds, List.of()));
    boolean moved = policy.relabelled() || !after.facets().equals(before.facets());
    Policy raised = new Policy(policy.attributes().with(after), policy.shell(), moved);
    StoredEnvelope stored = opened.stored();
    byte[] data = Digests.policyData(stored.header(), stored.jwe());
    Bytes sealed = Bytes.of(seal.seal(raised.toBytes(), data));
    StoredEnvelope written =
        new StoredEnvelope(
            stored.header(), stored.jwe(), stored.shares(), stored.signature(), sealed);
    return Address.text(address.type(), written.toBytes());
  }

  Opened open(Address address) {
    StoredEnvelope stored = StoredEnvelope.fromBytes(address.record().toBytes());
    JweHeader header = stored.header();
    if (!header.type().equals(address.type())) {
      throw new PreException.MalformedEncoding("record: bad type");
    }
    byte[] sealed = stored.policy().toBytes();
    byte[] opened = seal.open(sealed, Digests.policyData(header, stored.jwe()));
    return new Opened(stored, Policy.fromBytes(opened, header));
  }
}
