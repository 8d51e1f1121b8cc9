// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.consent.Directory;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.PreException;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.jdbc.HapiResources;
import org.fhirpre.interceptor.jdbc.SubjectKey;
import org.fhirpre.interceptor.spi.IngestSigner;
import org.fhirpre.interceptor.spi.Reader;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** {@code $register-key} and {@code $keys}. */
public final class KeyOperations {
  private static final Set<String> SUBJECTS =
      Set.of(
          "Practitioner",
          "Organization",
          "Device",
          "RelatedPerson",
          "CareTeam",
          "Group",
          "Patient");
  private static final String RECEIVING = "receiving";
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final KeyStores stores;
  private final HapiResources resources;
  private final KeyRegistration registration;
  private final IngestSigner ingest;
  private final Readers readers;

  public KeyOperations(
      KeyStores stores,
      HapiResources resources,
      KeyRegistration registration,
      IngestSigner ingest,
      Readers readers) {
    this.stores = stores;
    this.resources = resources;
    this.registration = registration;
    this.ingest = ingest;
    this.readers = readers;
  }

  /** The subject itself or an administrator registers a public key. */
  @Operation(name = "$register-key", global = true)
  public Parameters registerKey(
      @IdParam IdType id,
      @OperationParam(name = "suite", min = 1) @Nullable CodeType suite,
      @OperationParam(name = "role", min = 1) @Nullable CodeType role,
      @OperationParam(name = "key", min = 1) @Nullable StringType key,
      @OperationParam(name = "proof", min = 1) @Nullable StringType proof,
      @OperationParam(name = "time", min = 1) @Nullable InstantType time,
      RequestDetails request) {
    String subject = subject(id);
    Reader reader = readers.require(request);
    if (!reader.has(Reader.ADMIN) && !reader.subject().equals(subject)) {
      throw FhirErrors.forbidden("not-the-subject", "Only the subject or an administrator may");
    }
    requireSuiteAndRole(value(suite, "suite"), value(role, "role"));
    KeyRegistration.Submitted submitted = submitted(subject, key, proof, time);
    if (!resources.exists(id.getResourceType(), id.getIdPart())) {
      throw FhirErrors.absentOrDenied();
    }
    return parameters(register(submitted, reader, request));
  }

  /**
   * An administrator registers the public key whose secret all authorised users of the deployment
   * share: permits that name nobody are granted to it.
   */
  @Operation(name = "$register-key")
  public Parameters registerCommunityKey(
      @OperationParam(name = "suite", min = 1) @Nullable CodeType suite,
      @OperationParam(name = "role", min = 1) @Nullable CodeType role,
      @OperationParam(name = "key", min = 1) @Nullable StringType key,
      @OperationParam(name = "proof", min = 1) @Nullable StringType proof,
      @OperationParam(name = "time", min = 1) @Nullable InstantType time,
      RequestDetails request) {
    Reader reader = readers.require(request);
    if (!reader.has(Reader.ADMIN)) {
      throw FhirErrors.forbidden("not-the-subject", "Only an administrator may");
    }
    requireSuiteAndRole(value(suite, "suite"), value(role, "role"));
    KeyRegistration.Submitted submitted = submitted(Directory.COMMUNITY, key, proof, time);
    return parameters(register(submitted, reader, request));
  }

  private SubjectKey register(
      KeyRegistration.Submitted submitted, Reader reader, RequestDetails request) {
    try {
      return stores
          .transactions()
          .run(
              () -> {
                SubjectKey registered = registration.register(submitted, reader);
                TouchedPatients.of(request).addAll(TouchedPatients.of(stores.transactions()).ids());
                return registered;
              });
    } catch (PreException.VerificationFailed refused) {
      throw FhirErrors.unprocessable(
          IssueType.SECURITY, "verification-failed", "The proof of possession does not hold");
    }
  }

  /** Public keys of a subject; none for an unknown one. */
  @Operation(name = "$keys", global = true, idempotent = true)
  public Parameters keys(@IdParam IdType id, RequestDetails request) {
    readers.require(request);
    Parameters answer = new Parameters();
    for (SubjectKey key : stores.subjects().live(subject(id))) {
      answer.addParameter(part(key));
    }
    return answer;
  }

  /** The key that the server signs with what it sealed for ordinary writers. */
  @Operation(name = "$keys", idempotent = true)
  public Parameters serverKeys(RequestDetails request) {
    readers.require(request);
    Parameters answer = new Parameters();
    answer.addParameter().setName("key").setValue(new StringType(ingest.publicJwk()));
    return answer;
  }

  private static String subject(IdType id) {
    if (!SUBJECTS.contains(id.getResourceType())) {
      throw FhirErrors.badRequest("not-supported", "Resources of this type have no keys");
    }
    return id.getResourceType() + "/" + id.getIdPart();
  }

  private static void requireSuiteAndRole(String suite, String role) {
    if (!suite.equals(Umbral.SUITE_ID)) {
      throw FhirErrors.unprocessable(
          IssueType.NOTSUPPORTED, "unknown-suite", "This suite is not supported");
    }
    if (!role.equals(RECEIVING)) {
      throw FhirErrors.unprocessable(
          IssueType.NOTSUPPORTED, "not-supported", "Only receiving keys can be registered");
    }
  }

  private static KeyRegistration.Submitted submitted(
      String subject,
      @Nullable StringType key,
      @Nullable StringType proof,
      @Nullable InstantType time) {
    if (time == null || time.getValue() == null) {
      throw missing("time");
    }
    try {
      return new KeyRegistration.Submitted(
          subject,
          ReceivingJwk.parse(value(key, "key")),
          PossessionProof.fromBytes(Base64.getUrlDecoder().decode(value(proof, "proof"))),
          time.getValue().toInstant().truncatedTo(ChronoUnit.SECONDS));
    } catch (PreException.MalformedEncoding malformed) {
      throw FhirErrors.badRequest(
          "malformed-encoding", Optional.ofNullable(malformed.getMessage()).orElse("malformed"));
    } catch (IllegalArgumentException malformed) {
      throw FhirErrors.badRequest("malformed-encoding", "proof: not base64url");
    }
  }

  private static String value(
      org.hl7.fhir.r4.model.@Nullable PrimitiveType<String> parameter, String name) {
    if (parameter == null || parameter.getValue() == null) {
      throw missing(name);
    }
    return parameter.getValue();
  }

  private static RuntimeException missing(String name) {
    return FhirErrors.badRequest("malformed-encoding", "The parameter " + name + " is missing");
  }

  private static Parameters parameters(SubjectKey key) {
    return new Parameters().addParameter(part(key));
  }

  private static ParametersParameterComponent part(SubjectKey key) {
    ParametersParameterComponent part = new ParametersParameterComponent().setName("key");
    part.addPart().setName("suite").setValue(new CodeType(key.suite()));
    part.addPart().setName("role").setValue(new CodeType(RECEIVING));
    part.addPart().setName("key").setValue(new StringType(ReceivingJwk.of(key.key())));
    part.addPart()
        .setName("proof")
        .setValue(new StringType(BASE64URL.encodeToString(key.possession().toBytes())));
    part.addPart().setName("time").setValue(new InstantType(Date.from(key.registered())));
    part.addPart()
        .setName("keyId")
        .setValue(new StringType(BASE64URL.encodeToString(key.key().id().toBytes())));
    return part;
  }
}
