package io.perdure.store;

import io.perdure.store.internal.Checks;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A page of a list, in the list's total order.
 *
 * <p>Entries whose sort key and filter columns did not change are neither skipped nor repeated from
 * page to page, whatever is inserted meanwhile.
 *
 * @param entries the entries, immutable
 * @param next where the next page begins; empty if this is the last
 */
public record Page<T>(List<T> entries, Optional<PageToken> next) implements Iterable<T> {
  public Page {
    entries = Checks.list("page entries", entries);
    Checks.present("next", next);
  }

  @Override
  public Iterator<T> iterator() {
    return entries.iterator();
  }
}
