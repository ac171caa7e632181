package io.perdure.conformance.history.model;

import io.perdure.conformance.general.Texts;
import io.perdure.store.IdempotencyConflictException;
import io.perdure.store.Key;
import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.PageToken;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Appended;
import io.perdure.store.history.Decider;
import io.perdure.store.history.Decision;
import io.perdure.store.history.Event;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.EventRange.Direction;
import io.perdure.store.history.History;
import io.perdure.store.history.NewEvent;
import io.perdure.store.history.Run;
import io.perdure.store.history.Workflow;
import io.perdure.store.history.Workflow.Lifecycle;
import io.perdure.store.history.WorkflowFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the contract says about histories, in plain Java and for one thread: the measure that
 * databases are held against. Its page tokens are positions, since nothing is inserted between two
 * pages.
 */
final class ModelHistory implements History {
  private Map<String, ModelWorkflow> workflows = new TreeMap<>(Texts.BYTE_ORDER);
  private Map<List<String>, Kept> kept = new HashMap<>();

  /** What a key stands for. */
  private record Kept(List<NewEvent> content, Appended answer) {}

  /** Everything, so that a failed transaction can go back to it. */
  record State(Map<String, ModelWorkflow> workflows, Map<List<String>, Kept> kept) {}

  State state() {
    Map<String, ModelWorkflow> copy = new TreeMap<>(Texts.BYTE_ORDER);
    copy.putAll(workflows);
    return new State(copy, new HashMap<>(kept));
  }

  void backTo(State state) {
    workflows = state.workflows();
    kept = state.kept();
  }

  @Override
  public Appended append(Append append) {
    ModelWorkflow before = workflow(append.workflow());
    List<NewEvent> content = append.events().stream().map(ModelHistory::withoutInstant).toList();
    Optional<List<String>> key =
        append.key().map(Key::value).map(k -> List.of(append.workflow().value(), k));
    Optional<Kept> earlier = key.flatMap(k -> Optional.ofNullable(kept.get(k)));
    if (earlier.isPresent()) {
      if (!earlier.get().content().equals(content)) {
        throw new IdempotencyConflictException(
            "workflow " + append.workflow(), append.key().orElseThrow());
      }
      return earlier.get().answer();
    }
    if (before.head() != append.expectedHead()) {
      throw new SequenceConflictException(append.workflow(), append.expectedHead(), before.head());
    }
    ModelWorkflow after = before.append(append.events());
    Appended answer = new Appended(before.head() + 1, after.head());
    if (after.head() > 0) {
      workflows.put(append.workflow().value(), after);
    }
    key.ifPresent(k -> kept.put(k, new Kept(content, answer)));
    return answer;
  }

  @Override
  public <T, X extends Exception> T update(WorkflowId workflow, Decider<T, X> decider) throws X {
    Decision<T> decision = decider.decide(read(workflow));
    append(Append.to(workflow).at(head(workflow)).events(decision.events()));
    return decision.answer();
  }

  @Override
  public long head(WorkflowId workflow) {
    return workflow(workflow).head();
  }

  @Override
  public List<Event> read(WorkflowId workflow, EventRange range) {
    boolean forwards = range.direction() == Direction.FORWARDS;
    List<Event> events = new ArrayList<>(workflow(workflow).events());
    if (!forwards) {
      Collections.reverse(events);
    }
    return events.stream()
        .filter(e -> forwards ? e.seq() >= range.from() : e.seq() <= range.from())
        .limit(range.limit())
        .toList();
  }

  @Override
  public Stream<Event> stream(WorkflowId workflow, EventRange range) {
    return read(workflow, range).stream();
  }

  @Override
  public Optional<Workflow> find(WorkflowId workflow) {
    return Optional.of(workflow(workflow)).filter(w -> w.head() > 0).map(ModelWorkflow::summary);
  }

  @Override
  public List<Run> runs(WorkflowId workflow) {
    return workflow(workflow).runs();
  }

  @Override
  public Page<Workflow> list(WorkflowFilter filter, PageRequest page) {
    return page(
        workflows.values().stream()
            .map(ModelWorkflow::summary)
            .filter(w -> w.lifecycle().map(life -> meets(filter, life)).orElse(false))
            .sorted(Comparator.comparing(ModelHistory::firstStart).reversed())
            .toList(),
        page);
  }

  @Override
  public Page<WorkflowId> ids(PageRequest page) {
    return page(workflows.keySet().stream().map(WorkflowId::of).toList(), page);
  }

  private ModelWorkflow workflow(WorkflowId id) {
    @Nullable ModelWorkflow known = workflows.get(id.value());
    return known == null ? ModelWorkflow.none(id) : known;
  }

  private static <T> Page<T> page(List<T> all, PageRequest page) {
    int from = page.after().map(token -> Integer.parseInt(token.value())).orElse(0);
    int to = Math.min(all.size(), from + page.size());
    Optional<PageToken> next =
        to < all.size() ? Optional.of(new PageToken(Integer.toString(to))) : Optional.empty();
    return new Page<>(all.subList(from, to), next);
  }

  private static boolean meets(WorkflowFilter filter, Lifecycle life) {
    return filter.type().map(life.type()::equals).orElse(true)
        && filter.status().map(life.status()::equals).orElse(true)
        && filter.startedFrom().map(from -> !life.firstStartedAt().isBefore(from)).orElse(true)
        && filter.startedBefore().map(life.firstStartedAt()::isBefore).orElse(true)
        && filter.parent().map(parent -> life.parent().equals(Optional.of(parent))).orElse(true);
  }

  private static Instant firstStart(Workflow workflow) {
    return workflow.lifecycle().orElseThrow().firstStartedAt();
  }

  private static NewEvent withoutInstant(NewEvent event) {
    return new NewEvent(
        event.type(), event.payload(), Instant.EPOCH, event.metadata(), event.mark());
  }
}
