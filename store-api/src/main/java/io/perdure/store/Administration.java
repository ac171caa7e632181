package io.perdure.store;

/** Counts across all namespaces of a database; it cannot write. Thread-safe. */
public interface Administration {
  /** The namespaces that hold anything, by name in byte order, with what they hold. */
  Page<NamespaceCounts> namespaces(PageRequest page);

  /**
   * What a namespace holds.
   *
   * @param namespace its name
   * @param workflows workflows that have an event
   * @param running workflows whose status is RUNNING
   * @param paused workflows whose status is PAUSED
   * @param events events of all its workflows
   */
  record NamespaceCounts(
      String namespace, long workflows, long running, long paused, long events) {}
}
