package io.perdure.store.tasks;

import io.perdure.store.Payload;
import io.perdure.store.internal.Checks;

/**
 * A task to be enqueued: {@code NewTask.of(key, "mail", payload).due(Due.in(minute))}.
 *
 * <p>Its content is its scope and its payload: what must be the same when its key is used again.
 * When it is due is no part of that, because a caller that repeats itself reckons it anew; that of
 * the first call holds.
 *
 * @param key what makes the call repeatable
 * @param scope where it waits
 * @param due from when on it may be handed out
 * @param payload what its claimant is told, of at most the store's payload limit
 */
public record NewTask(TaskKey key, TaskScope scope, Due due, Payload payload) {
  public NewTask {
    Checks.present("key", key);
    Checks.present("scope", scope);
    Checks.present("due", due);
    Checks.present("payload", payload);
  }

  /** A task for anybody who claims from that queue, due at once. */
  public static NewTask of(TaskKey key, String queue, Payload payload) {
    return new NewTask(key, TaskScope.of(queue), Due.now(), payload);
  }

  /** The same, for that node only. */
  public NewTask pinnedTo(String node) {
    return new NewTask(key, scope.pinnedTo(node), due, payload);
  }

  /** The same, due then. */
  public NewTask due(Due due) {
    return new NewTask(key, scope, due, payload);
  }
}
