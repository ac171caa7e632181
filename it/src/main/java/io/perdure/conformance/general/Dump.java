package io.perdure.conformance.general;

import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.PageToken;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Event;
import io.perdure.store.history.HistoryReader;
import io.perdure.store.history.Run;
import io.perdure.store.history.Workflow;
import io.perdure.store.history.WorkflowFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All that a namespace answers about its histories. Two that are equal say that nothing a reader
 * can see has changed between them.
 *
 * @param workflows every workflow, in the order of {@code ids}
 * @param listed the started ones, in the order of {@code list}
 */
public record Dump(List<Entry> workflows, List<Workflow> listed) {
  /** All that is answered about one workflow. */
  public record Entry(
      WorkflowId id, long head, Optional<Workflow> found, List<Run> runs, List<Event> events) {}

  /** Reads everything. */
  public static Dump of(HistoryReader history) {
    return new Dump(
        ids(history, 1000).stream().map(id -> entry(history, id)).toList(),
        list(history, WorkflowFilter.all(), 1000));
  }

  /** Reads everything of one workflow. */
  public static Dump of(HistoryReader history, WorkflowId workflow) {
    return new Dump(List.of(entry(history, workflow)), List.of());
  }

  private static Entry entry(HistoryReader history, WorkflowId id) {
    return new Entry(id, history.head(id), history.find(id), history.runs(id), history.read(id));
  }

  /** Every page of {@code ids}, one behind the other. */
  public static List<WorkflowId> ids(HistoryReader history, int pageSize) {
    return all(pageSize, history::ids);
  }

  /** Every page of {@code list}, one behind the other. */
  public static List<Workflow> list(HistoryReader history, WorkflowFilter filter, int pageSize) {
    return all(pageSize, page -> history.list(filter, page));
  }

  /** Every page of a list, one behind the other. */
  public static <T> List<T> all(int pageSize, Function<PageRequest, Page<T>> list) {
    List<T> all = new ArrayList<>();
    PageRequest request = PageRequest.first(pageSize);
    while (true) {
      Page<T> page = list.apply(request);
      all.addAll(page.entries());
      Optional<PageToken> next = page.next();
      if (next.isEmpty()) {
        return all;
      }
      request = request.after(next.get());
    }
  }
}
