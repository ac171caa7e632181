package io.perdure.store.outputs;

import io.perdure.store.CorruptRecordException;
import io.perdure.store.NotFoundException;
import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.StoreUsageException;
import java.util.List;
import java.util.Optional;

/**
 * The outputs of a namespace, for reading.
 *
 * <p>Outputs are ordered by insertion: what was answered before another append began comes before
 * it. Two that were appended at the same time have an order, too, the same in every list. A row
 * that this library cannot have written is a {@link CorruptRecordException}. Thread-safe, unless it
 * was got from a transaction or a snapshot.
 */
public interface OutputsReader {
  /** The output of that id; empty if there is none. */
  Optional<Output> find(OutputId id);

  /**
   * The output of that id.
   *
   * @throws NotFoundException if there is none
   */
  default Output get(OutputId id) {
    return find(id).orElseThrow(() -> new NotFoundException("output", id.value()));
  }

  /** The newest of those outputs; empty if there is none. Takes the same time however many. */
  Optional<Output> latest(Latest of);

  /**
   * The outputs of an attempt in the order of their insertion, without their bytes.
   *
   * <p>An output whose transaction was still open when a page was read may come to stand before
   * that page's end; the next page does not go back for it.
   */
  Page<OutputEntry> list(TaskAttempt of, PageRequest page);

  /**
   * What the output was made from: its parents in their order, then theirs, each once, at its
   * fewest steps; without their bytes.
   *
   * @param depth how many steps to go, 1 to 1000
   * @throws NotFoundException if there is no such output
   * @throws StoreUsageException if there are more than 10 000: ask for fewer steps
   */
  List<Ancestor> lineage(OutputId id, int depth);
}
