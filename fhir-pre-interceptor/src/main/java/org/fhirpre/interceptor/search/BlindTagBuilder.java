// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.model.entity.TagTypeEnum;
import ca.uhn.fhir.jpa.search.builder.predicate.TagPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import com.healthmarketscience.sqlbuilder.Condition;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.lang3.tuple.Triple;
import org.fhirpre.interceptor.index.BlindMeta;
import org.fhirpre.interceptor.index.Indexing;
import org.fhirpre.interceptor.index.Slot;
import org.fhirpre.interceptor.index.Tokens;
import org.jspecify.annotations.Nullable;

/** Questions for tags and profiles, which stand blinded in HAPI's tag table. */
public class BlindTagBuilder extends TagPredicateBuilder {
  private final SearchQueryBuilder sql;
  private final BlindQueries queries;

  public BlindTagBuilder(SearchQueryBuilder sql, BlindQueries queries) {
    super(sql);
    this.sql = sql;
    this.queries = queries;
  }

  @Override
  public Condition createPredicateTag(
      TagTypeEnum kind,
      List<Triple<String, String, String>> tags,
      String param,
      RequestPartitionId partition) {
    @Nullable String type = sql.getResourceType();
    if (type != null && SearchableParams.isServerSealed(type)) {
      throw Refusal.PARAMETER_HIDDEN.of(param); // their tags stand in the sealed body alone
    }
    List<Triple<String, String, String>> asked =
        type != null && Indexing.of(type).blind() ? blind(kind, type, tags, param) : tags;
    return super.createPredicateTag(kind, asked, param, partition);
  }

  private List<Triple<String, String, String>> blind(
      TagTypeEnum kind, String type, List<Triple<String, String, String>> tags, String param) {
    String name =
        switch (kind) {
          case TAG -> BlindMeta.TAG;
          case PROFILE -> BlindMeta.PROFILE;
          case SECURITY_LABEL -> throw Refusal.PARAMETER_HIDDEN.of(param);
        };
    List<Triple<String, String, String>> blinded = new ArrayList<>();
    for (Triple<String, String, String> tag : tags) {
      if (tag.getMiddle() != null && !tag.getMiddle().equals(":not")) {
        throw Refusal.MODIFIER_HIDDEN.of(param);
      }
      for (Slot slot : queries.slots(type, name, asked(tag))) {
        blinded.add(blind(slot, tag));
      }
      if (Indexing.of(type) == Indexing.PLAIN_OR_BLIND) {
        blinded.add(tag);
      }
    }
    return blinded;
  }

  /** As the search's own parameter reads. */
  private static String asked(Triple<String, String, String> tag) {
    return tag.getLeft() == null ? tag.getRight() : tag.getLeft() + "|" + tag.getRight();
  }

  private Triple<String, String, String> blind(Slot slot, Triple<String, String, String> tag) {
    Tokens tokens = queries.tokens();
    String system = tag.getLeft();
    return Triple.of(
        system == null || system.isBlank() ? system : tokens.system(slot, system),
        tag.getMiddle(),
        tokens.code(slot, tag.getRight()));
  }
}
