package io.perdure.bench.work;

import java.util.Optional;

/**
 * Somebody who can take part: a library, or a hand-written floor. Entries of other modules are
 * declared as services.
 */
public interface Entry {
  /** Its name, without a version. */
  String name();

  /**
   * Makes its tables and begins, with durability on.
   *
   * @return empty where it does not run on that database
   */
  Optional<Entrant> enter(Database database) throws Exception;
}
