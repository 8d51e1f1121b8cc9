// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.jpa.dao.IResultIterator;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What a search finds, in order, as many at a time as are wanted. Not thread safe. */
interface Windows {

  /**
   * @param most of them
   * @return fewer, perhaps none, if there are no more
   */
  List<JpaPid> next(int most);

  /** One question to the database. */
  @FunctionalInterface
  interface Question {
    IResultIterator<JpaPid> ask(int offset, int most);
  }

  /** A question for each window, so that a first page costs no more than it holds. */
  static Windows each(Question question) {
    return new Windows() {
      private int offset;

      @Override
      public List<JpaPid> next(int most) {
        List<JpaPid> window = taken(question.ask(offset, most), most);
        offset += window.size();
        return window;
      }
    };
  }

  /** One question for all, which the database cannot answer in parts. */
  static Windows once(Question question) {
    return new Windows() {
      private final IResultIterator<JpaPid> all = question.ask(0, Integer.MAX_VALUE);

      @Override
      public List<JpaPid> next(int most) {
        List<JpaPid> window = new ArrayList<>();
        while (window.size() < most && all.hasNext()) {
          window.add(all.next());
        }
        return window;
      }
    };
  }

  private static List<JpaPid> taken(IResultIterator<JpaPid> found, int most) {
    List<JpaPid> window = new ArrayList<>();
    try (found) {
      while (window.size() < most && found.hasNext()) {
        window.add(found.next());
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return window;
  }
}
