package io.perdure.store.history;

import io.perdure.store.CorruptRecordException;
import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.WorkflowId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The workflow histories of a namespace, for reading.
 *
 * <p>A workflow's history is an append-only sequence of events, numbered from 1 without gaps. An
 * unknown workflow and an empty history are the same: head 0, nothing to read. A row that this
 * library cannot have written is a {@link CorruptRecordException}. Thread-safe, unless it was got
 * from a transaction or a snapshot.
 */
public interface HistoryReader {
  /** The sequence number of the workflow's last event; 0 if it has none. */
  long head(WorkflowId workflow);

  /**
   * The whole history, ascending. For histories that may be larger than memory see {@link #stream}.
   */
  default List<Event> read(WorkflowId workflow) {
    return read(workflow, EventRange.all());
  }

  /** The events of the range, complete, in the range's direction. */
  List<Event> read(WorkflowId workflow, EventRange range);

  /**
   * The events of the range, in its direction, fetched page by page as the stream is consumed:
   * memory stays bounded however long the history is. It holds nothing open and need not be closed.
   * Events appended meanwhile may be among them, gap-free. From a transaction or a snapshot it is
   * to be consumed inside the body.
   */
  Stream<Event> stream(WorkflowId workflow, EventRange range);

  /** The summary of the workflow; empty if it has no event. */
  Optional<Workflow> find(WorkflowId workflow);

  /** The runs of the workflow, first to last; empty if it was never started. */
  List<Run> runs(WorkflowId workflow);

  /**
   * The started workflows that meet the filter, by start of their first run, newest first, ties by
   * id in byte order.
   */
  Page<Workflow> list(WorkflowFilter filter, PageRequest page);

  /** The workflows whose status is RUNNING, in the order of {@link #list}. */
  default Page<Workflow> active(PageRequest page) {
    return list(WorkflowFilter.all().status(WorkflowStatus.RUNNING), page);
  }

  /** The workflows whose status is PAUSED, in the order of {@link #list}. */
  default Page<Workflow> paused(PageRequest page) {
    return list(WorkflowFilter.all().status(WorkflowStatus.PAUSED), page);
  }

  /** Every workflow that has an event, started or not, by id in byte order. */
  Page<WorkflowId> ids(PageRequest page);
}
