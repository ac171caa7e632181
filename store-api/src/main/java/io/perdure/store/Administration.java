package io.perdure.store;

/** Counts across all namespaces of a database; it cannot write. Thread-safe. */
public interface Administration {
  /**
   * The namespaces that have an event, or a task that has not ended or is a dead letter, by name in
   * byte order, with what they hold. It reads all of them.
   */
  Page<NamespaceCounts> namespaces(PageRequest page);

  /**
   * What a namespace holds.
   *
   * @param namespace its name
   * @param workflows workflows that have an event
   * @param running workflows whose status is RUNNING
   * @param paused workflows whose status is PAUSED
   * @param events events of all its workflows
   * @param pendingTasks tasks that wait, due or not, held or not
   * @param claimedTasks tasks in the hands of claimants, or of claims that have expired
   * @param deadLetters tasks that have failed
   */
  record NamespaceCounts(
      String namespace,
      long workflows,
      long running,
      long paused,
      long events,
      long pendingTasks,
      long claimedTasks,
      long deadLetters) {}
}
