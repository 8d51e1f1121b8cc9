// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import org.fhirpre.crypto.internal.v1.LengthPrefixed;
import org.fhirpre.crypto.internal.v1.Tags;

/**
 * The digest of a grant plan: what a patient is shown, and what she answers. It does not depend on
 * which grants are there already, so that an upload can be repeated.
 *
 * <p>Source: {@code docs/spec/grant-plan.md} §2.
 */
public final class PlanDigest {
  private PlanDigest() {}

  /**
   * What the plan is for.
   *
   * @param consent versioned reference, {@code Consent/x/_history/1}
   * @param patient {@code Patient/x}
   * @param agent {@code managed} or {@code patient-held}
   * @param evidence of the Consent
   */
  public record Subject(String consent, String patient, String agent, Digest evidence) {}

  /** How one condition is enforced; codes. */
  public record Condition(String path, String dimension, String enforcement, String note) {}

  /**
   * One grant to make.
   *
   * @param context whose digest names the entry
   * @param grantee literal reference
   * @param facet {@code system|code}
   */
  public record Entry(
      ConsentContext context,
      String grantee,
      String facet,
      String classGroup,
      String epoch,
      String enforcement) {}

  /** One finding about the Consent. */
  public record Remark(String code, String expression) {}

  /** All of it; the order of the entries does not matter. */
  public record Plan(
      Subject subject, List<Condition> conditions, List<Entry> entries, List<Remark> remarks) {}

  public static Digest of(Plan plan) {
    Subject subject = plan.subject();
    List<Entry> sorted =
        plan.entries().stream()
            .sorted(
                Comparator.comparing(entry -> entry.context().digest(), Arrays::compareUnsigned))
            .toList();
    byte[] digest =
        new LengthPrefixed()
            .string(Tags.GRANT_PLAN)
            .string(Umbral.SUITE_ID)
            .string(subject.consent())
            .string(subject.patient())
            .string(subject.agent())
            .bytes(subject.evidence().toBytes())
            .bytes(list(plan.conditions(), PlanDigest::condition))
            .bytes(list(sorted, PlanDigest::entry))
            .bytes(list(plan.remarks(), PlanDigest::remark))
            .sha256();
    return Digest.of(digest);
  }

  private static <T> byte[] list(
      List<T> items, BiFunction<LengthPrefixed, T, LengthPrefixed> write) {
    byte[][] parts = new byte[items.size() + 1][];
    parts[0] = ByteBuffer.allocate(Integer.BYTES).putInt(items.size()).array();
    for (int i = 0; i < items.size(); i++) {
      parts[i + 1] = write.apply(new LengthPrefixed(), items.get(i)).toBytes();
    }
    return org.bouncycastle.util.Arrays.concatenate(parts);
  }

  private static LengthPrefixed condition(LengthPrefixed out, Condition condition) {
    return out.bytes(text(condition.path()))
        .string(condition.dimension())
        .string(condition.enforcement())
        .bytes(text(condition.note()));
  }

  private static LengthPrefixed entry(LengthPrefixed out, Entry entry) {
    return out.bytes(entry.context().digest())
        .string(entry.grantee())
        .string(entry.facet())
        .string(entry.classGroup())
        .string(entry.epoch())
        .string(entry.enforcement());
  }

  private static LengthPrefixed remark(LengthPrefixed out, Remark remark) {
    return out.string(remark.code()).bytes(text(remark.expression()));
  }

  /** Of any length, also none. */
  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }
}
