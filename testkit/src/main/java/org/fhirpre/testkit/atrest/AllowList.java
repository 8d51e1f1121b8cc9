// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a canary may stand after all, each with its reason.
 *
 * <p>One entry a line: {@code location | element | reason}; {@code *} stands for any characters in
 * the first two, case of the location does not matter; empty lines and lines that begin with {@code
 * #} are skipped. Immutable.
 */
public final class AllowList {

  private final List<Entry> entries;

  private AllowList(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  public static AllowList none() {
    return new AllowList(List.of());
  }

  /**
   * @throws IllegalArgumentException naming the line that has no three parts, or no reason
   */
  public static AllowList parse(String text) {
    Stream<String> lines = text.lines().map(String::strip);
    return new AllowList(
        lines.filter(line -> !line.isEmpty() && !line.startsWith("#")).map(Entry::parse).toList());
  }

  /** Reads a class path resource beside a test. */
  public static AllowList resource(Class<?> test, String name) {
    try (InputStream in = test.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + name + " beside " + test.getName());
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  boolean permits(Hit hit) {
    return entries.stream().anyMatch(entry -> entry.permits(hit));
  }

  List<String> unusedBy(Collection<Hit> hits) {
    return entries.stream()
        .filter(entry -> hits.stream().noneMatch(entry::permits))
        .map(Entry::line)
        .toList();
  }

  private record Entry(String line, Pattern location, Pattern element) {

    static Entry parse(String line) {
      List<String> parts = Stream.of(line.split("\\|", -1)).map(String::strip).toList();
      if (parts.size() != 3 || parts.stream().anyMatch(String::isEmpty)) {
        throw new IllegalArgumentException("not 'location | element | reason': " + line);
      }
      return new Entry(line, glob(parts.get(0), Pattern.CASE_INSENSITIVE), glob(parts.get(1), 0));
    }

    boolean permits(Hit hit) {
      return location.matcher(hit.location()).matches()
          && element.matcher(hit.canary().element()).matches();
    }

    private static Pattern glob(String pattern, int flags) {
      return Pattern.compile(("\\Q" + pattern + "\\E").replace("*", "\\E.*\\Q"), flags);
    }
  }
}
