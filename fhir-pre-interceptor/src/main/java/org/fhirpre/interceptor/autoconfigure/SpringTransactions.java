// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import java.util.Objects;
import java.util.function.Supplier;
import org.fhirpre.interceptor.jdbc.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link Transactions} of Spring, and so of HAPI. */
public final class SpringTransactions implements Transactions {
  private final TransactionTemplate template;

  public SpringTransactions(PlatformTransactionManager manager) {
    this.template = new TransactionTemplate(manager);
  }

  @Override
  @SuppressWarnings("NullAway") // a supplier's value is not null, and so is the template's
  public <T> T run(Supplier<T> work) {
    return template.execute(status -> work.get());
  }

  @Override
  public void afterCommit(Runnable action) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      action.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            action.run();
          }
        });
  }

  @Override
  public <T> T bound(Class<T> type, Supplier<T> initial) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      return initial.get();
    }
    Object known = TransactionSynchronizationManager.getResource(key(type));
    if (known != null) {
      return type.cast(known);
    }
    T value = initial.get();
    TransactionSynchronizationManager.bindResource(key(type), value);
    TransactionSynchronizationManager.registerSynchronization(new Unbind(key(type)));
    return value;
  }

  private static String key(Class<?> type) {
    return SpringTransactions.class.getName() + "|" + type.getName();
  }

  /** Takes the value away when its transaction is suspended or over. */
  private static final class Unbind implements TransactionSynchronization {
    private final String key;
    private @Nullable Object suspended;

    Unbind(String key) {
      this.key = key;
    }

    @Override
    public void suspend() {
      suspended = TransactionSynchronizationManager.unbindResource(key);
    }

    @Override
    public void resume() {
      TransactionSynchronizationManager.bindResource(key, Objects.requireNonNull(suspended));
    }

    @Override
    public void afterCompletion(int status) {
      TransactionSynchronizationManager.unbindResourceIfPossible(key);
    }
  }
}
