// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.esr.ExternallyStoredResourceAddressMetadataKey;
import ca.uhn.fhir.jpa.esr.IExternallyStoredResourceService;
import ca.uhn.fhir.parser.DataFormatException;
import org.fhirpre.crypto.PreException;
import org.fhirpre.interceptor.spi.ServerSeal;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Basic;
import org.hl7.fhir.r4.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes resources of the texts in HAPI's rows: a shell of a patient-sealed body, the resource
 * itself of a server-sealed one. A new object each time, because HAPI changes what it gets.
 *
 * <p>A row that does not parse, or was altered, gives an empty resource that is {@link Unreadable};
 * the way out withholds it.
 */
public final class BodyStore implements IExternallyStoredResourceService {
  private static final Logger log = LoggerFactory.getLogger(BodyStore.class);

  private final FhirContext fhir;
  private final ServerSeal serverSeal;
  private final StoredPolicies policies;

  public BodyStore(FhirContext fhir, ServerSeal serverSeal) {
    this.fhir = fhir;
    this.serverSeal = serverSeal;
    this.policies = new StoredPolicies(serverSeal);
  }

  @Override
  public String getId() {
    return Address.PROVIDER;
  }

  @Override
  public IBaseResource fetchResource(String text) {
    Resource resource = read(text);
    ExternallyStoredResourceAddressMetadataKey.INSTANCE.put(resource, new Address.Kept(text));
    return resource;
  }

  private Resource read(String text) {
    try {
      Address address = Address.parse(text);
      byte[] record = address.record().toBytes();
      return record[0] == ServerRecord.FORMAT ? opened(address) : shell(address);
    } catch (PreException unreadable) {
      log.error("stored body is unreadable code={}", unreadable.code());
    } catch (DataFormatException notFhir) {
      log.error("stored body is unreadable code=NOT_FHIR");
    }
    return Unreadable.mark(empty(Address.typeOf(text)));
  }

  private Resource shell(Address address) {
    StoredPolicies.Opened opened = policies.open(address);
    Resource shell = parse(address.type(), opened.policy().shell());
    opened.record().attachTo(shell);
    return shell;
  }

  private Resource opened(Address address) {
    ServerRecord.Sealed sealed = ServerRecord.fromBytes(address.record().toBytes());
    if (!sealed.claim().type().equals(address.type())) {
      throw new PreException.MalformedEncoding("record: bad type");
    }
    byte[] json =
        PaddedDeflate.inflate(
            serverSeal.open(sealed.sealed().toBytes(), sealed.claim().additionalData()));
    Resource resource = parse(address.type(), new String(json, UTF_8));
    sealed.claim().attachTo(resource);
    return resource;
  }

  private Resource parse(String type, String json) {
    return (Resource)
        fhir.newJsonParser()
            .parseResource(fhir.getResourceDefinition(type).getImplementingClass(), json);
  }

  private Resource empty(String type) {
    boolean known = fhir.getResourceTypes().contains(type);
    return known ? (Resource) fhir.getResourceDefinition(type).newInstance() : new Basic();
  }
}
