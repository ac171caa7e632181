package io.perdure.conformance.history.model;

import io.perdure.conformance.general.Dump;
import io.perdure.store.Key;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Decision;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.History;
import io.perdure.store.history.NewEvent;
import io.perdure.store.history.WorkflowFilter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A line of a script. It means the same whatever came before it, so that a script from which lines
 * were taken is still one; its text reads like the call.
 */
sealed interface Operation {
  /** Calls, and answers what is to be compared. */
  Object on(History history);

  /** Appends at the head, or so far beside it. */
  record AppendAt(WorkflowId workflow, long beside, List<NewEvent> events, Optional<Key> key)
      implements Operation {
    @Override
    public Object on(History history) {
      long head = Math.max(0, history.head(workflow) + beside);
      Append append = Append.to(workflow).at(head).events(events);
      return history.append(key.map(append::key).orElse(append));
    }

    @Override
    public String toString() {
      String at = beside == 0 ? "head" : beside > 0 ? "head+" + beside : "head" + beside;
      return "append to "
          + workflow
          + " at "
          + at
          + " "
          + texts(events)
          + key.map(k -> " key " + k).orElse("");
    }
  }

  /** Decides to append those events and one that says how long the history was. */
  record Update(WorkflowId workflow, List<NewEvent> events) implements Operation {
    @Override
    public Object on(History history) {
      return history.update(workflow, read -> new Decision<>(events, read.size()));
    }

    @Override
    public String toString() {
      return "update " + workflow + " with " + texts(events);
    }
  }

  /** Reads a range, at once and as a stream. */
  record Read(WorkflowId workflow, EventRange range) implements Operation {
    @Override
    public Object on(History history) {
      return List.of(
          history.head(workflow),
          history.read(workflow, range),
          history.stream(workflow, range).toList());
    }

    @Override
    public String toString() {
      return "read " + workflow + " " + range;
    }
  }

  /** Reads what is said of one workflow. */
  record Find(WorkflowId workflow) implements Operation {
    @Override
    public Object on(History history) {
      return List.of(history.find(workflow), history.runs(workflow));
    }

    @Override
    public String toString() {
      return "find " + workflow + " and its runs";
    }
  }

  /** Reads all pages of a list. */
  record ListAll(WorkflowFilter filter, int pageSize) implements Operation {
    @Override
    public Object on(History history) {
      return List.of(Dump.list(history, filter, pageSize), Dump.ids(history, pageSize));
    }

    @Override
    public String toString() {
      return "list " + filter + " in pages of " + pageSize;
    }
  }

  private static String texts(List<NewEvent> events) {
    return events.stream().map(Operation::text).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String text(NewEvent event) {
    return event.type() + event.mark().map(mark -> " " + mark).orElse("");
  }
}
