// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.consent.Member;
import org.fhirpre.consent.Range;
import org.fhirpre.consent.ResourceAttributes;
import org.fhirpre.crypto.PreException;
import org.fhirpre.terminology.Confidentiality;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.LabelBasis;
import org.fhirpre.terminology.LabelGround;
import org.fhirpre.terminology.Labels;

/**
 * The readable half of a record, kept under the server seal: policy attributes and the shell.
 *
 * <p>One line of compact JSON with the attributes, a line feed, the shell as FHIR JSON.
 *
 * @param shell FHIR JSON without id and meta
 * @param relabelled whether labels were added later that call for other key segments
 */
record Policy(ResourceAttributes attributes, String shell, boolean relabelled) {
  private static final ObjectMapper JSON = new ObjectMapper();

  byte[] toBytes() {
    ObjectNode node = JSON.createObjectNode();
    texts(node.putArray("patients"), attributes.patients());
    node.put("confidentiality", attributes.labels().confidentiality().name());
    labels(node.putArray("sensitivities"), attributes.labels().sensitivities());
    grounds(node.putArray("grounds"), attributes.labels().grounds());
    attributes.effective().ifPresent(range -> times(node, range));
    texts(node.putArray("authors"), attributes.authors());
    texts(node.putArray("references"), attributes.references());
    labels(node.putArray("codes"), attributes.codes());
    attributes.source().ifPresent(source -> node.put("source", source));
    if (relabelled) {
      node.put("relabelled", true);
    }
    members(node, attributes.members());
    return (node + "\n" + shell).getBytes(UTF_8);
  }

  /**
   * @param header names the resource; it is authenticated together with these bytes
   * @throws PreException.MalformedEncoding if this is no policy
   */
  static Policy fromBytes(byte[] bytes, JweHeader header) {
    String text = new String(bytes, UTF_8);
    int end = text.indexOf('\n');
    try {
      JsonNode node = JSON.readTree(text.substring(0, Math.max(0, end)));
      boolean relabelled = node.path("relabelled").asBoolean();
      return new Policy(attributes(node, header), text.substring(end + 1), relabelled);
    } catch (JsonProcessingException
        | IllegalArgumentException
        | DateTimeException
        | NoSuchElementException notOurs) {
      throw new PreException.MalformedEncoding("record: bad policy");
    }
  }

  private static ResourceAttributes attributes(JsonNode node, JweHeader header) {
    Confidentiality confidentiality =
        Confidentiality.valueOf(node.path("confidentiality").asText());
    ResourceAttributes attributes =
        new ResourceAttributes(
            header.type(),
            header.id(),
            texts(node.path("patients")),
            Labels.stored(
                confidentiality, labels(node.path("sensitivities")), grounds(node.path("grounds"))),
            range(node),
            texts(node.path("authors")),
            texts(node.path("references")),
            labels(node.path("codes")),
            node.has("source") ? Optional.of(node.path("source").asText()) : Optional.empty());
    return attributes.with(members(node.path("members")));
  }

  /** Absent where there are none, as in records of before there were any. */
  private static void members(ObjectNode node, Set<Member> members) {
    if (!members.isEmpty()) {
      ArrayNode array = node.putArray("members");
      members.stream()
          .sorted(Comparator.comparing(Member::toString))
          .forEach(
              member -> times(array.addObject().put("who", member.reference()), member.period()));
    }
  }

  private static Set<Member> members(JsonNode array) {
    Set<Member> members = new LinkedHashSet<>();
    array.forEach(
        member ->
            members.add(new Member(member.path("who").asText(), range(member).orElseThrow())));
    return members;
  }

  private static void times(ObjectNode node, Range range) {
    ArrayNode times = node.putArray("effective");
    times.add(range.start().equals(Instant.MIN) ? "" : range.start().toString());
    times.add(range.end().equals(Instant.MAX) ? "" : range.end().toString());
  }

  private static Optional<Range> range(JsonNode node) {
    if (!node.has("effective")) {
      return Optional.empty();
    }
    String start = node.path("effective").path(0).asText();
    String end = node.path("effective").path(1).asText();
    return Optional.of(
        new Range(
            start.isEmpty() ? Instant.MIN : Instant.parse(start),
            end.isEmpty() ? Instant.MAX : Instant.parse(end)));
  }

  private static void texts(ArrayNode array, Collection<String> texts) {
    texts.stream().sorted().forEach(array::add);
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new LinkedHashSet<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static void labels(ArrayNode array, Collection<Label> labels) {
    labels.stream()
        .sorted()
        .forEach(label -> array.addArray().add(label.system()).add(label.code()));
  }

  private static Set<Label> labels(JsonNode array) {
    Set<Label> labels = new LinkedHashSet<>();
    array.forEach(pair -> labels.add(new Label(pair.path(0).asText(), pair.path(1).asText())));
    return labels;
  }

  private static void grounds(ArrayNode array, Collection<LabelGround> grounds) {
    for (LabelGround ground : grounds) {
      array
          .addArray()
          .add(ground.label().system())
          .add(ground.label().code())
          .add(ground.basis().coding().code())
          .add(ground.rule());
    }
  }

  private static List<LabelGround> grounds(JsonNode array) {
    List<LabelGround> grounds = new ArrayList<>();
    for (JsonNode row : array) {
      Label label = new Label(row.path(0).asText(), row.path(1).asText());
      LabelBasis basis = LabelBasis.ofCode(row.path(2).asText()).orElse(LabelBasis.WRITER);
      grounds.add(new LabelGround(label, basis, row.path(3).asText()));
    }
    return grounds;
  }
}
