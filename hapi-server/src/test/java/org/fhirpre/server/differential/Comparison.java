// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Puts queries to both servers and judges the answers. */
final class Comparison {
  private static final int THREADS = 4;

  /** Every so many queries go by POST, which must not make a difference. */
  private static final int POSTED = 7;

  private final Servers servers;
  private final Rule rule;

  /** Whom to ask, by the type that is asked for. */
  interface Servers {
    Asker plain();

    Asker sealed(String type);
  }

  /**
   * @param broken how the sealed answer is wrong; empty if it is right
   */
  record Outcome(Query query, Answer plain, Answer sealed, Optional<String> broken) {

    boolean equal() {
      return broken.isEmpty();
    }

    @Override
    public String toString() {
      return query + ": " + broken.orElse("equal");
    }
  }

  Comparison(Servers servers, Rule rule) {
    this.servers = servers;
    this.rule = rule;
  }

  List<Outcome> of(List<Query> queries) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Outcome>> asked =
          IntStream.range(0, queries.size())
              .mapToObj(n -> threads.submit(() -> outcome(queries.get(n), n % POSTED == 0)))
              .toList();
      return asked.stream().map(Comparison::finished).toList();
    } finally {
      threads.shutdownNow();
    }
  }

  private Outcome outcome(Query query, boolean posted) {
    boolean byPost = posted && query.sealedPath().isEmpty();
    Answer plain = ask(servers.plain(), query.plainPath(), byPost);
    Answer sealed = ask(servers.sealed(query.type()), query.pathOfSealed(), byPost);
    return new Outcome(query, plain, sealed, rule.broken(query, plain, sealed));
  }

  private static Answer ask(Asker asker, String path, boolean byPost) {
    return byPost ? asker.post(path) : asker.get(path);
  }

  private static Outcome finished(Future<Outcome> outcome) {
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
