// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.fhirpre.consent.Action;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.egress.Access;
import org.fhirpre.interceptor.egress.AccessDecision;
import org.fhirpre.interceptor.spi.Reader;

/**
 * Decides a page by the patients' Consents and by the grants that are live now. Policy and key must
 * both say yes.
 *
 * <p>Thread safety: called concurrently.
 */
public final class ConsentAccess implements AccessDecision {
  private final ConsentJudge judge;
  private final Clock clock;

  public ConsentAccess(ConsentJudge judge, Clock clock) {
    this.judge = judge;
    this.clock = clock;
  }

  @Override
  public List<Access> decide(Reader reader, List<SealedRecord> page) {
    if (page.isEmpty()) {
      return List.of();
    }
    ConsentJudge.Asked asked = new ConsentJudge.Asked(reader, Action.ACCESS, clock.instant());
    List<ConsentJudge.Question> questions =
        page.stream()
            .map(each -> new ConsentJudge.Question(each.attributes(), each.segments()))
            .toList();
    return judge.judge(asked, questions).stream().map(ConsentAccess::access).toList();
  }

  private static Access access(ConsentJudge.Verdict verdict) {
    if (!verdict.decision().permitted() || !verdict.keyed()) {
      return new Access.Withheld();
    }
    return verdict.own()
        ? new Access.Owner()
        : new Access.Granted(verdict.grants().stream().flatMap(Optional::stream).toList());
  }
}
