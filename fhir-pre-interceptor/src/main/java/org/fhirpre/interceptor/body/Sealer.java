// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import ca.uhn.fhir.context.FhirContext;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.consent.Action;
import org.fhirpre.consent.ResourceAttributes;
import org.fhirpre.crypto.Kek;
import org.fhirpre.crypto.ResourceBinding;
import org.fhirpre.crypto.SealedKey;
import org.fhirpre.crypto.SegmentKey;
import org.fhirpre.crypto.StorageMacKey;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.interceptor.body.SealedRecord.StoredShare;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.spi.IngestSigner;
import org.fhirpre.interceptor.spi.KeyDirectory;
import org.fhirpre.interceptor.spi.ServerSeal;
import org.fhirpre.terminology.LabelledMeta;
import org.fhirpre.terminology.Protection;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Resource;

/**
 * Turns a readable body into the text of its row, and forgets it. The server can do this with
 * public keys alone; it cannot undo it for a patient-sealed body. Thread-safe.
 */
public final class Sealer {
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final FhirContext fhir;
  private final Segments segments;
  private final Umbral umbral;
  private final StorageMacKey capsuleMark;
  private final ServerSeal serverSeal;
  private final IngestSigner signer;
  private final SecureRandom random;
  private final PatientsOf patients;
  private final PolicyAttributes attributes;
  private final ShellBuilder shells;
  private final WriteDecision writes;
  private final Canonical canonical;

  /** The server's own keys that a body is sealed, marked and signed with. */
  public record ServerKeys(ServerSeal seal, StorageMacKey capsuleMark, IngestSigner signer) {}

  /**
   * @param zone of dates without time
   */
  public Sealer(
      FhirContext fhir,
      KeyDirectory directory,
      Umbral umbral,
      ServerKeys keys,
      PatientsOf patients,
      WriteDecision writes,
      ZoneId zone) {
    this.fhir = fhir;
    this.segments = new Segments(directory);
    this.umbral = umbral;
    this.capsuleMark = keys.capsuleMark();
    this.serverSeal = keys.seal();
    this.signer = keys.signer();
    this.random = new SecureRandom();
    this.patients = patients;
    this.writes = writes;
    this.attributes = new PolicyAttributes(fhir, zone);
    this.shells = new ShellBuilder(fhir);
    this.canonical = new Canonical(fhir);
  }

  /** The address text of one version. */
  String seal(Sealing sealing) {
    String type = sealing.resource().fhirType();
    Set<String> owners = patients.resource(sealing.resource());
    if (sealing.facts().protection() == Protection.SERVER_SEALED) {
      return serverSealed(sealing);
    }
    if (owners.isEmpty() && SealedTypes.protection(type) == Protection.CLEAR) {
      return serverSealed(sealing);
    }
    return patientSealed(sealing, owners.isEmpty() ? deployment(sealing.resource()) : owners);
  }

  /** What names nobody is the deployment's; what may mean somebody must say whom. */
  private Set<String> deployment(Resource resource) {
    if (resource instanceof Binary || patients.mayMeanSomebody(resource)) {
      throw FhirErrors.missingPatient(resource.fhirType());
    }
    return Set.of(KeyDirectory.DEPLOYMENT);
  }

  private String serverSealed(Sealing sealing) {
    String type = sealing.resource().fhirType();
    byte[] json = PaddedDeflate.compress(canonical.json(sealing.resource(), sealing.meta()));
    ServerRecord record = new ServerRecord(type, sealing.id(), sealing.version());
    byte[] sealed = serverSeal.seal(json, record.additionalData());
    return Address.text(type, record.toBytes(sealed));
  }

  private String patientSealed(Sealing sealing, Set<String> owners) {
    ResourceAttributes attributes = attributes(sealing, owners);
    Action action = sealing.version() == 1 ? Action.COLLECT : Action.CORRECT;
    writes.require(action, attributes, sealing.request());
    List<SegmentKey> keys = segments.of(sealing, owners);
    Optional<RequestKeys> shared = RequestKeys.of(sealing.request());
    if (shared.isPresent()) {
      SealedKey key = shared.get().get(keys, umbral.encapsulation()::encapsulate);
      return Address.text(
          sealing.resource().fhirType(), record(sealing, attributes, key).toBytes());
    }
    try (SealedKey key = umbral.encapsulation().encapsulate(keys)) {
      return Address.text(
          sealing.resource().fhirType(), record(sealing, attributes, key).toBytes());
    }
  }

  private StoredEnvelope record(Sealing sealing, ResourceAttributes attributes, SealedKey key) {
    List<StoredShare> shares = key.shares().stream().map(this::stored).toList();
    byte[] salt = new byte[Kek.SALT_BYTES];
    random.nextBytes(salt);
    String type = sealing.resource().fhirType();
    JweHeader header =
        new JweHeader(
            Digests.kid(shares),
            TEXT.encodeToString(salt),
            TEXT.encodeToString(key.kek().commitment(salt)),
            type,
            sealing.id(),
            sealing.version());
    Meta labelled = LabelledMeta.of(sealing.meta(), sealing.facts().labels());
    byte[] compressed = PaddedDeflate.compress(canonical.json(sealing.resource(), labelled));
    Jwe jwe = encrypt(header, compressed, key.kek(), salt);
    Bytes policy =
        Bytes.of(serverSeal.seal(policy(sealing, attributes), Digests.policyData(header, jwe)));
    String signature = signer.signDetached(Digests.signed(jwe, shares));
    return new StoredEnvelope(header, jwe, shares, signature, policy);
  }

  private Jwe encrypt(JweHeader header, byte[] compressed, Kek kek, byte[] salt) {
    byte[] key = kek.contentKey(salt, ResourceBinding.of(header.type(), header.id()));
    try {
      return Jwe.encrypt(header, compressed, key, random);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private ResourceAttributes attributes(Sealing sealing, Set<String> owners) {
    return attributes.of(sealing.resource(), owners, sealing.facts(), sealing.meta());
  }

  private byte[] policy(Sealing sealing, ResourceAttributes known) {
    String shell = fhir.newJsonParser().encodeResourceToString(shells.of(sealing.resource()));
    return new Policy(known, shell, false).toBytes();
  }

  private StoredShare stored(org.fhirpre.crypto.Share share) {
    return new StoredShare(share.segment(), share.capsule().store(capsuleMark, share.segment()));
  }
}
