package io.perdure.store.maintenance;

/**
 * What was removed, counted.
 *
 * @param workflows workflows that had an event
 * @param runs runs of workflows
 * @param events events of histories
 * @param keys keys that made calls repeatable
 * @param timers timers of workflows
 * @param tasks tasks, which had ended unless their workflow was deleted
 */
public record Removed(long workflows, long runs, long events, long keys, long timers, long tasks) {
  private static final Removed NOTHING = new Removed(0, 0, 0, 0, 0, 0);

  /** Nothing. */
  public static Removed nothing() {
    return NOTHING;
  }

  /** So many workflows, and nothing else. */
  public static Removed workflows(long count) {
    return new Removed(count, 0, 0, 0, 0, 0);
  }

  /** So many runs, and nothing else. */
  public static Removed runs(long count) {
    return new Removed(0, count, 0, 0, 0, 0);
  }

  /** So many events, and nothing else. */
  public static Removed events(long count) {
    return new Removed(0, 0, count, 0, 0, 0);
  }

  /** So many keys, and nothing else. */
  public static Removed keys(long count) {
    return new Removed(0, 0, 0, count, 0, 0);
  }

  /** So many timers, and nothing else. */
  public static Removed timers(long count) {
    return new Removed(0, 0, 0, 0, count, 0);
  }

  /** So many tasks, and nothing else. */
  public static Removed tasks(long count) {
    return new Removed(0, 0, 0, 0, 0, count);
  }

  /** Both together. */
  public Removed plus(Removed more) {
    return new Removed(
        workflows + more.workflows,
        runs + more.runs,
        events + more.events,
        keys + more.keys,
        timers + more.timers,
        tasks + more.tasks);
  }
}
