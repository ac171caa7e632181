package io.perdure.bench.work;

import io.perdure.bench.harness.Operation;
import java.util.Optional;

/**
 * Somebody who takes part, on one database. One of its operations runs at a time, though many may
 * have been made.
 */
public interface Entrant extends AutoCloseable {
  /** Its name, with the version of a library. */
  String name();

  /**
   * The operation that does this work; it finds or makes what is to be there before, such as a
   * history to read. Asked once for each.
   *
   * @return empty if it has nothing of the kind
   */
  Optional<Operation> operation(Work work);

  /**
   * What it does less or more than Perdure in this work, in one line of plain words; empty if it
   * does the same.
   */
  String difference(Work work);

  /** Ends it, with its threads and connections. */
  @Override
  void close();
}
