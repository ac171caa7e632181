package io.perdure.conformance.history;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.marked;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.Dump;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.PageRequest;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.HistoryReader;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import io.perdure.store.history.Workflow;
import io.perdure.store.history.Workflow.Lifecycle;
import io.perdure.store.history.WorkflowFilter;
import io.perdure.store.history.WorkflowStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("H13")
@DisplayName("Finding workflows")
public abstract class ListSuite {
  private static final String[] TYPES = {"sale", "refund", "Sale", "sale "};
  private static final int WORKFLOWS = 150;

  @Test
  @DisplayName("lists newest first start first, and those of one start by id")
  void order(Store store) {
    start(store, "b", AT);
    start(store, "newest", AT.plusNanos(1));
    start(store, "B", AT);
    start(store, "oldest", AT.minusNanos(1));
    start(store, "a", AT);
    store.history().append(workflow("unmarked"), 0, event("a"));

    assertThat(ids(store.history(), WorkflowFilter.all()))
        .containsExactly("newest", "B", "a", "b", "oldest");
  }

  @Test
  @DisplayName("orders by the start of the first run, whatever runs come later")
  void firstStartOrders(Store store) {
    start(store, "early", AT);
    start(store, "late", AT.plusSeconds(10));
    store
        .history()
        .append(
            workflow("early"),
            1,
            marked(Mark.completed(), AT.plusSeconds(11)),
            marked(Mark.started("other"), AT.plusSeconds(20)));

    List<Workflow> listed = store.history().list(WorkflowFilter.all(), first()).entries();
    assertThat(listed).extracting(w -> w.id().value()).containsExactly("late", "early");
    assertThat(lifecycle(listed.get(1)).firstStartedAt()).isEqualTo(AT);
    assertThat(lifecycle(listed.get(1)).startedAt()).isEqualTo(AT.plusSeconds(20));
    assertThat(ids(store.history(), WorkflowFilter.all().type("other"))).containsExactly("early");
    assertThat(ids(store.history(), WorkflowFilter.all().type("sale"))).containsExactly("late");
    assertThat(ids(store.history(), WorkflowFilter.all().startedFrom(AT.plusSeconds(5))))
        .containsExactly("late");
  }

  @Test
  @DisplayName("includes the beginning of a start range and leaves out its end, to the nanosecond")
  void startRange(Store store) {
    start(store, "before", AT.minusNanos(1));
    start(store, "at", AT);
    start(store, "after", AT.plusNanos(1));

    HistoryReader history = store.history();
    WorkflowFilter all = WorkflowFilter.all();
    assertThat(ids(history, all.startedFrom(AT))).containsExactly("after", "at");
    assertThat(ids(history, all.startedBefore(AT))).containsExactly("before");
    assertThat(ids(history, all.startedFrom(AT).startedBefore(AT))).isEmpty();
    assertThat(ids(history, all.startedFrom(AT).startedBefore(AT.plusNanos(1))))
        .containsExactly("at");
  }

  @Test
  @DisplayName("answers for every combination of conditions those that meet all of them")
  void everyCombination(Store store) {
    List<Workflow> all = crowd(store);

    for (WorkflowFilter filter : combinations()) {
      List<Workflow> expected =
          all.stream()
              .filter(w -> meets(filter, lifecycle(w)))
              .sorted(
                  Comparator.comparing((Workflow w) -> lifecycle(w).firstStartedAt())
                      .reversed()
                      .thenComparing(w -> w.id().value()))
              .toList();

      assertThat(Dump.list(store.history(), filter, 1000))
          .as(filter.toString())
          .isEqualTo(expected);
      if (expected.size() > 1) {
        int small = Math.max(1, expected.size() / 3);
        assertThat(Dump.list(store.history(), filter, small))
            .as(filter + " in pages of " + small)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  @DisplayName("active and paused are those whose status is RUNNING and PAUSED")
  void activeAndPaused(Store store) {
    crowd(store);
    HistoryReader history = store.history();

    assertThat(Dump.all(7, history::active))
        .isNotEmpty()
        .isEqualTo(Dump.list(history, WorkflowFilter.all().status(WorkflowStatus.RUNNING), 1000));
    assertThat(Dump.all(7, history::paused))
        .isNotEmpty()
        .isEqualTo(Dump.list(history, WorkflowFilter.all().status(WorkflowStatus.PAUSED), 1000));
  }

  @Test
  @DisplayName("lists by id every workflow that has an event, also unmarked ones")
  void idsHoldUnmarked(Store store) {
    crowd(store);
    store.history().append(workflow("unmarked"), 0, event("a"));
    store.history().append(workflow("nothing"), 0);

    List<WorkflowId> ids = Dump.ids(store.history(), 17);

    assertThat(ids).hasSize(WORKFLOWS + 1).contains(workflow("unmarked"));
    assertThat(ids).isSortedAccordingTo(Comparator.comparing(WorkflowId::value));
    assertThat(Dump.list(store.history(), WorkflowFilter.all(), 1000)).hasSize(WORKFLOWS);
  }

  @Test
  @DisplayName("answers in a list and by id the same summary")
  void findIsWhatListAnswers(Store store) {
    crowd(store);

    assertThat(Dump.list(store.history(), WorkflowFilter.all(), 1000))
        .allSatisfy(w -> assertThat(store.history().find(w.id())).contains(w));
  }

  @Test
  @DisplayName("of a parent lists its children only, not what they started in turn")
  void children(Store store) {
    start(store, "root", AT);
    child(store, "child", "root", AT.plusSeconds(1));
    child(store, "grandchild", "child", AT.plusSeconds(2));

    WorkflowFilter all = WorkflowFilter.all();
    assertThat(ids(store.history(), all.parent(workflow("root")))).containsExactly("child");
    assertThat(ids(store.history(), all.parent(workflow("child")))).containsExactly("grandchild");
    assertThat(ids(store.history(), all.parent(workflow("grandchild")))).isEmpty();
    assertThat(ids(store.history(), all.parent(workflow("unknown")))).isEmpty();
  }

  /** Many workflows with every status, some types, starts that coincide, and parents. */
  private static List<Workflow> crowd(Store store) {
    Random random = new Random(13);
    WorkflowStatus[] statuses = WorkflowStatus.values();
    List<Workflow> crowd = new ArrayList<>();
    store.transact(
        tx -> {
          for (int i = 0; i < WORKFLOWS; i++) {
            WorkflowId id = workflow("w" + random.nextInt(1_000_000) + "-" + i);
            Mark.Started start = Mark.started(TYPES[random.nextInt(TYPES.length)]);
            if (random.nextInt(3) == 0) {
              start = start.parent(workflow("parent-" + random.nextInt(3)));
            }
            List<NewEvent> events = new ArrayList<>();
            events.add(marked(start, AT.plusSeconds(random.nextInt(20))));
            List<Mark> marks = Lifecycles.marksTo(Optional.of(statuses[i % statuses.length]));
            marks.stream().skip(1).forEach(mark -> events.add(marked(mark)));
            tx.history().append(id, 0, events.toArray(NewEvent[]::new));
            crowd.add(tx.history().find(id).orElseThrow());
          }
          return crowd.size();
        });
    return crowd;
  }

  private static List<WorkflowFilter> combinations() {
    List<WorkflowFilter> filters = new ArrayList<>(List.of(WorkflowFilter.all()));
    List<WorkflowFilter> more = new ArrayList<>();
    filters.forEach(f -> more.addAll(List.of(f.type("sale"), f.type("Sale"), f.type("none"))));
    filters.addAll(more);
    more.clear();
    filters.forEach(
        f -> {
          more.add(f.status(WorkflowStatus.RUNNING));
          more.add(f.status(WorkflowStatus.PAUSED));
          more.add(f.status(WorkflowStatus.FAILED));
        });
    filters.addAll(more);
    more.clear();
    filters.forEach(
        f -> {
          more.add(f.startedFrom(AT.plusSeconds(8)));
          more.add(f.startedFrom(AT.plusSeconds(3)).startedBefore(AT.plusSeconds(12)));
        });
    filters.addAll(more);
    more.clear();
    filters.forEach(f -> more.add(f.parent(workflow("parent-1"))));
    filters.addAll(more);
    return filters;
  }

  private static boolean meets(WorkflowFilter filter, Lifecycle life) {
    return filter.type().map(life.type()::equals).orElse(true)
        && filter.status().map(life.status()::equals).orElse(true)
        && filter.startedFrom().map(from -> !life.firstStartedAt().isBefore(from)).orElse(true)
        && filter.startedBefore().map(life.firstStartedAt()::isBefore).orElse(true)
        && filter.parent().map(parent -> life.parent().equals(Optional.of(parent))).orElse(true);
  }

  private static void start(Store store, String id, Instant at) {
    store.history().append(workflow(id), 0, marked(Mark.started("sale"), at));
  }

  private static void child(Store store, String id, String parent, Instant at) {
    store
        .history()
        .append(workflow(id), 0, marked(Mark.started("sale").parent(workflow(parent)), at));
  }

  private static List<String> ids(HistoryReader history, WorkflowFilter filter) {
    return history.list(filter, first()).entries().stream().map(w -> w.id().value()).toList();
  }

  private static Lifecycle lifecycle(Workflow workflow) {
    return workflow.lifecycle().orElseThrow();
  }

  private static PageRequest first() {
    return PageRequest.first(1000);
  }
}
