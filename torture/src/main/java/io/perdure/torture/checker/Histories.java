package io.perdure.torture.checker;

import io.perdure.store.StoreReader;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Event;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.Workflow;
import io.perdure.torture.truth.Books;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Entry;
import io.perdure.torture.truth.Op;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Histories: without gaps, each event asked by somebody, where and as it was asked, and the status
 * equal to a fold of the marks. An event is also the witness of what was asked together with it.
 */
final class Histories implements RoomCheck {
  private final StoreReader store;
  private final Books books;
  private final Sweeps sweeps;
  private final Findings findings;
  private final Map<String, Integer> eventsOf = new HashMap<>();
  private final Map<String, List<String>> writers = new HashMap<>();

  Histories(StoreReader store, Books books, Sweeps sweeps, Findings findings) {
    this.store = store;
    this.books = books;
    this.sweeps = sweeps;
    this.findings = findings;
  }

  @Override
  public void look() {
    for (WorkflowId workflow : Pages.all(store.history()::ids)) {
      List<Event> marked = new ArrayList<>();
      List<String> operations = new ArrayList<>();
      try (Stream<Event> events = store.history().stream(workflow, EventRange.all())) {
        events.forEach(
            event -> {
              look(workflow, event, operations);
              if (event.mark().isPresent()) {
                marked.add(event);
              }
            });
      }
      writers.put(workflow.value(), operations);
      findings.count("histories", 1);
      findings.count("events", operations.size());
      look(workflow, marked, operations.size());
    }
  }

  private void look(WorkflowId workflow, Event event, List<String> operations) {
    String content = event.payload().bytes().toUtf8();
    String writer = Op.writer(content);
    String where = workflow + " event " + event.seq();
    if (event.seq() != operations.size() + 1) {
      findings.violated(
          "histories have no gaps", where, "number " + (operations.size() + 1), event.seq());
    }
    operations.add(writer);
    eventsOf.merge(writer, 1, Integer::sum);
    Optional<Entry> entry = books.find(writer);
    if (entry.isEmpty()) {
      findings.violated("nothing is there that nobody asked", where, "an operation", writer);
      return;
    }
    asAsked(entry.get(), workflow, event, content);
  }

  private void asAsked(Entry entry, WorkflowId workflow, Event event, String content) {
    String mark = event.mark().map(Enum::name).orElse("none");
    boolean asked =
        entry.op().effects().stream()
            .anyMatch(
                effect -> {
                  if (!(effect instanceof Effect.Events events)) {
                    return false;
                  }
                  int index = (int) (event.seq() - events.head() - 1);
                  return events.workflow().equals(workflow.value())
                      && index >= 0
                      && index < events.marks().size()
                      && events.marks().get(index).equals(mark)
                      && entry.op().content(index).equals(content);
                });
    findings.violatedUnless(
        asked,
        "an event is where and as it was asked",
        entry,
        entry.op().effects(),
        workflow + " event " + event.seq() + " with mark " + mark);
  }

  private void look(WorkflowId workflow, List<Event> marked, int events) {
    Optional<Workflow> found = store.history().find(workflow);
    String expected = Lifecycles.fold(marked);
    String told = Lifecycles.of(found, store.history().runs(workflow));
    if (!expected.equals(told)) {
      findings.violated("status is the fold of the marks", workflow.value(), expected, told);
    }
    long head = found.map(Workflow::head).orElse(0L);
    if (head != events) {
      findings.violated("the head is the last event", workflow.value(), events, head);
    }
  }

  @Override
  public Optional<Presence> presence(Entry entry, Effect effect) {
    if (!(effect instanceof Effect.Events events)) {
      return Optional.empty();
    }
    int found = eventsOf.getOrDefault(entry.op().id(), 0);
    if (found != 0 && found != events.marks().size()) {
      findings.violated(
          "an append is there as a whole, once", entry, events.marks().size() + " events", found);
    }
    if (found == 0) {
      boolean gone = sweeps.mayHaveTaken(entry, events.workflow());
      return Optional.of(gone ? Presence.HIDDEN : Presence.ABSENT);
    }
    sweeps
        .deletedAfter(entry, events.workflow())
        .ifPresent(delete -> findings.notGone(entry, "its event", delete));
    return Optional.of(Presence.THERE);
  }

  /**
   * Whether the operation has committed, if that can be told: by the events that it has written.
   */
  Optional<Boolean> committed(Entry entry) {
    if (eventsOf.containsKey(entry.op().id())) {
      return Optional.of(true);
    }
    boolean tells =
        entry.op().effects().stream()
            .anyMatch(
                effect ->
                    effect instanceof Effect.Events events
                        && !sweeps.mayHaveTaken(entry, events.workflow()));
    if (tells) {
      return Optional.of(false);
    }
    return entry.open() ? Optional.empty() : Optional.of(entry.done());
  }

  /** Those that are there. */
  Set<String> workflows() {
    return Collections.unmodifiableSet(writers.keySet());
  }

  /** Who wrote each event of that history, in order. */
  List<String> writers(String workflow) {
    return writers.getOrDefault(workflow, List.of());
  }
}
