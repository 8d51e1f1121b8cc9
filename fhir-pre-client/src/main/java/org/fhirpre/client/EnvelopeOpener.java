// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.LenientErrorHandler;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.fhirpre.crypto.Decapsulation;
import org.fhirpre.crypto.Kek;
import org.fhirpre.crypto.PreException;
import org.fhirpre.crypto.ResourceBinding;
import org.fhirpre.crypto.Umbral;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Resource;

/**
 * Opens sealed resources with the keys of a reader or of an owner.
 *
 * <p>An opened resource is what the writer sealed, labels included; only its id, {@code
 * meta.versionId} and {@code meta.lastUpdated} are the server's. It is guaranteed that a trusted
 * writer sealed this content for this type, id and version. It is not guaranteed that no newer
 * version exists, nor that a search answer is complete.
 *
 * <p>Thread-safe. {@link #close} wipes what was derived from the keys; do not open afterwards.
 */
public final class EnvelopeOpener implements ResourceOpener, AutoCloseable {
  /** User data of an opened resource: the id ({@code String}) of the key of its writer. */
  public static final String WRITER = "org.fhirpre.client.writer";

  private final FhirContext context;
  private final OpeningKeys keys;
  private final SigningKeys writers;
  private final Decapsulation decapsulation;

  /**
   * @param keys closed with this opener
   * @param writers whose signatures are accepted
   */
  public EnvelopeOpener(FhirContext context, OpeningKeys keys, SigningKeys writers) {
    this.context = context;
    this.keys = keys;
    this.writers = writers;
    this.decapsulation = Umbral.create(new SecureRandom()).decapsulation();
  }

  @Override
  public Opened open(Resource received) {
    try (ShareSeeds seeds = new ShareSeeds(keys, decapsulation)) {
      if (received instanceof Bundle bundle) {
        return new BundleOpener(shell -> openOne(shell, seeds)).open(bundle);
      }
      return openOne(received, seeds)
          .map(resource -> new Opened(resource, 1, 0))
          .orElseGet(() -> new Opened(received, 0, 0));
    }
  }

  @Override
  public void close() {
    keys.close();
  }

  private Optional<Resource> openOne(Resource shell, ShareSeeds seeds) {
    return Envelope.of(shell).map(envelope -> opened(shell, envelope, seeds));
  }

  private Resource opened(Resource shell, Envelope envelope, ShareSeeds seeds) {
    SealedContent content = SealedContent.parse(envelope.content());
    refuseIfMisplaced(shell, envelope, content.header());
    String writer = WriterSignature.verify(envelope, writers);
    byte[] json = decrypted(shell, envelope, content, seeds);
    try {
      Resource resource = parsed(json, shell);
      resource.setUserData(WRITER, writer);
      return resource;
    } finally {
      Arrays.fill(json, (byte) 0);
    }
  }

  /** The content must have been sealed for the place where the server shows it. */
  private static void refuseIfMisplaced(Resource shell, Envelope envelope, ContentHeader header) {
    boolean inPlace =
        header.res().equals(shell.fhirType() + "/" + shell.getIdElement().getIdPart())
            && Long.toString(header.ver()).equals(shell.getMeta().getVersionId())
            && header.kid().equals(Encoded.shortDigest(envelope.signedShares()));
    if (!inPlace) {
      throw new ClientException.NotOpened();
    }
  }

  private static byte[] decrypted(
      Resource shell, Envelope envelope, SealedContent content, ShareSeeds seeds) {
    byte[] contentKey = new byte[0];
    try (Kek kek = seeds.combine(envelope.shares(), content.header())) {
      ResourceBinding binding =
          ResourceBinding.of(shell.fhirType(), shell.getIdElement().getIdPart());
      contentKey = kek.contentKey(content.header().saltBytes(), binding);
      return content.decrypt(contentKey);
    } catch (PreException e) {
      throw new ClientException.NotOpened();
    } finally {
      Arrays.fill(contentKey, (byte) 0);
    }
  }

  private Resource parsed(byte[] json, Resource shell) {
    IBaseResource parsed;
    try {
      parsed =
          context
              .newJsonParser()
              .setParserErrorHandler(new LenientErrorHandler(false))
              .parseResource(new String(json, StandardCharsets.UTF_8));
    } catch (DataFormatException e) {
      throw new ClientException.NotOpened();
    }
    if (!(parsed instanceof Resource resource) || !resource.fhirType().equals(shell.fhirType())) {
      throw new ClientException.NotOpened();
    }
    Meta meta = shell.getMeta();
    resource.setIdElement(shell.getIdElement());
    resource
        .getMeta()
        .setVersionId(meta.getVersionId())
        .setLastUpdatedElement(meta.getLastUpdatedElement());
    return resource;
  }
}
