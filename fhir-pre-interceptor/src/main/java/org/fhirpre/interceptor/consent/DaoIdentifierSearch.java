// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.param.TokenParam;
import java.util.List;
import java.util.function.Supplier;
import org.hl7.fhir.instance.model.api.IIdType;

/** {@link IdentifierSearch} through HAPI, as the server itself. */
public final class DaoIdentifierSearch implements IdentifierSearch {
  private final Supplier<DaoRegistry> daos;

  /**
   * @param daos asked late: HAPI's beans need the hooks that need this
   */
  public DaoIdentifierSearch(Supplier<DaoRegistry> daos) {
    this.daos = daos;
  }

  @Override
  public List<String> find(String type, String system, String value) {
    SearchParameterMap query =
        SearchParameterMap.newSynchronous("identifier", new TokenParam(system, value));
    IFhirResourceDao<?> dao = daos.get().getResourceDao(type);
    List<IIdType> found = dao.searchForResourceIds(query, new SystemRequestDetails());
    return found.stream().map(IIdType::getIdPart).toList();
  }
}
