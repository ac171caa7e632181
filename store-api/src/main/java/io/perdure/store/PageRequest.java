package io.perdure.store;

import io.perdure.store.internal.Checks;
import java.util.Optional;

/**
 * Which page of a list is wanted.
 *
 * @param size the most entries the page may have, 1 to 10 000; a page also ends at 8 MiB
 * @param after where the page before ended, or empty for the first page
 */
public record PageRequest(int size, Optional<PageToken> after) {
  public PageRequest {
    Checks.pageSize("page size", size);
    Checks.present("page token", after);
  }

  /** The first page, of at most that many entries. */
  public static PageRequest first(int size) {
    return new PageRequest(size, Optional.empty());
  }

  /** The page behind the token, of the same size. */
  public PageRequest after(PageToken token) {
    return new PageRequest(size, Optional.of(Checks.present("page token", token)));
  }
}
