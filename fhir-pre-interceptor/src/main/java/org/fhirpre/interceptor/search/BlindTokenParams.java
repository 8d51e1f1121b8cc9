// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.param.TokenParamModifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.fhirpre.interceptor.index.Indexing;
import org.fhirpre.interceptor.index.Slot;
import org.fhirpre.interceptor.index.Tokens;
import org.jspecify.annotations.Nullable;

/** Blinds values of token questions. */
public final class BlindTokenParams {
  private final BlindQueries queries;

  public BlindTokenParams(BlindQueries queries) {
    this.queries = queries;
  }

  /** One value per scope and epoch for each one given; what is blinded already passes. */
  Collection<IQueryParameterType> all(
      String type, String param, Collection<IQueryParameterType> values) {
    List<IQueryParameterType> blinded = new ArrayList<>();
    for (IQueryParameterType value : values) {
      if (value instanceof BlindedToken) {
        blinded.add(value);
        continue;
      }
      TokenParam token = token(value);
      queries
          .slots(type, param, token.getValueAsQueryToken())
          .forEach(slot -> blinded.add(blind(slot, token)));
      if (Indexing.of(type) == Indexing.PLAIN_OR_BLIND) {
        blinded.add(token);
      }
    }
    BlindQueries.limit(blinded, param);
    return blinded;
  }

  /** The single value that answers the question, if one is enough; empty otherwise. */
  boolean isOneHash(String type, String param) {
    return Indexing.of(type) != Indexing.PLAIN_OR_BLIND
        && !Indexing.of(type).patientScopes(param)
        && queries.tokens().epochs().size() == 1;
  }

  BlindedToken one(String type, String param, TokenParam token) {
    return blind(queries.slots(type, param, token.getValueAsQueryToken()).get(0), token);
  }

  private static TokenParam token(IQueryParameterType value) {
    IQueryParameterType asked = value instanceof DeferredToken deferred ? deferred.token() : value;
    return asked instanceof TokenParam token ? token : new TokenParam(asked.getValueAsQueryToken());
  }

  private BlindedToken blind(Slot slot, TokenParam token) {
    if (token.getModifier() != null && token.getModifier() != TokenParamModifier.NOT) {
      throw Refusal.MODIFIER_HIDDEN.of(slot.param());
    }
    Tokens tokens = queries.tokens();
    String system = token.getSystem();
    String value = token.getValue();
    boolean valued = value != null && !value.isBlank();
    String code = valued ? tokens.code(slot, value) : null;
    if (system == null || system.isBlank()) {
      return new BlindedToken(system, code);
    }
    return new BlindedToken(system(slot, system, valued ? value : null), code);
  }

  private String system(Slot slot, String system, @Nullable String value) {
    if (!slot.param().equals(Indexing.IDENTIFIER)) {
      return queries.tokens().system(slot, system);
    }
    if (value == null) {
      throw Refusal.SYSTEM_ONLY.of(slot.param());
    }
    return queries.tokens().identifier(slot, system, value);
  }
}
