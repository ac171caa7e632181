package io.perdure.conformance.maintenance;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.marked;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.Dump;
import io.perdure.conformance.kit.Backend;
import io.perdure.conformance.kit.Backends;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Mark;
import io.perdure.store.history.WorkflowStatus;
import io.perdure.store.maintenance.Cutoff;
import io.perdure.store.maintenance.Prune;
import io.perdure.store.maintenance.Pruned;
import io.perdure.store.maintenance.Removed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Random workflows and random policies: a plain list says what must go, and in which order. */
@Clause({"M1", "G1"})
@Label("Random prunes")
public abstract class PruneModelSuite {
  private static final int TRIES = 60;
  private static final List<Database> DATABASES = new ArrayList<>();
  private static int namespaces;

  /** How a workflow is at the end, and when it came to that. */
  record Told(State state, int closed, boolean timer, int index) {
    String id() {
      return "w" + index;
    }

    Instant closedAt() {
      return AT.plusSeconds(closed);
    }
  }

  /** Where a workflow's marks led. */
  enum State {
    UNMARKED,
    RUNNING,
    PAUSED,
    REOPENED,
    COMPLETED,
    FAILED,
    CONTINUED_AS_NEW
  }

  /** A policy, with instants as seconds. */
  record Policy(Set<WorkflowStatus> statuses, int before, int limit) {
    Prune prune() {
      return Prune.atMost(limit)
          .ended(Cutoff.before(AT.plusSeconds(before)))
          .withStatus(statuses.toArray(WorkflowStatus[]::new));
    }

    boolean meets(Told workflow) {
      return statuses.stream().anyMatch(each -> each.name().equals(workflow.state.name()))
          && workflow.closed < before
          && !workflow.timer;
    }
  }

  @BeforeContainer
  static void openAll() throws Exception {
    for (Backend backend : Backends.selected()) {
      DATABASES.add(Database.on(backend));
    }
  }

  @AfterContainer
  static void closeAll() throws Exception {
    for (Database database : DATABASES) {
      database.close();
    }
    DATABASES.clear();
  }

  @Provide
  Arbitrary<List<Told>> workflows() {
    return Combinators.combine(
            Arbitraries.of(State.class),
            Arbitraries.integers().between(0, 4),
            Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(false)), Tuple.of(1, Arbitraries.just(true))))
        .as((state, closed, timer) -> new Told(state, closed, timer, 0))
        .list()
        .ofMaxSize(12)
        .map(
            list ->
                IntStream.range(0, list.size())
                    .mapToObj(
                        i -> new Told(list.get(i).state, list.get(i).closed, list.get(i).timer, i))
                    .toList());
  }

  @Provide
  Arbitrary<List<Policy>> policies() {
    Arbitrary<Set<WorkflowStatus>> statuses =
        Arbitraries.of(
                EnumSet.of(
                    WorkflowStatus.COMPLETED,
                    WorkflowStatus.FAILED,
                    WorkflowStatus.CONTINUED_AS_NEW,
                    WorkflowStatus.CANCELLED))
            .set();
    return Combinators.combine(
            statuses, Arbitraries.integers().between(-1, 6), Arbitraries.integers().between(1, 5))
        .as(Policy::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  @Label("remove what the policy names, the longest ended first, and never what is live")
  void likeTheModel(
      @ForAll("workflows") List<Told> workflows, @ForAll("policies") List<Policy> policies) {
    String namespace = "try-" + namespaces++;
    List<Told> left = new ArrayList<>(workflows);
    List<Pruned> expected = new ArrayList<>();
    for (Policy policy : policies) {
      List<Told> old =
          left.stream()
              .filter(policy::meets)
              .sorted(Comparator.comparing(Told::closed).thenComparing(Told::id))
              .toList();
      List<Told> gone = old.subList(0, Math.min(policy.limit, old.size()));
      left.removeAll(gone);
      expected.add(
          new Pruned(
              new Removed(gone.size(), gone.size(), 2L * gone.size(), 0, 0, 0),
              old.size() > gone.size()));
    }
    List<WorkflowId> ids = left.stream().map(Told::id).sorted().map(WorkflowId::of).toList();
    for (Database database : DATABASES) {
      Store store = database.perdure().namespace(namespace);
      workflows.forEach(each -> write(store, each));
      for (int i = 0; i < policies.size(); i++) {
        Prune prune = policies.get(i).prune();
        assertThat(store.maintenance().preview(prune)).isEqualTo(expected.get(i));
        assertThat(store.maintenance().prune(prune)).isEqualTo(expected.get(i));
      }
      assertThat(Dump.ids(store.history(), 100)).isEqualTo(ids);
    }
  }

  private static void write(Store store, Told told) {
    WorkflowId id = workflow(told.id());
    if (told.state == State.UNMARKED) {
      store.history().append(id, 0, event("a"));
    } else {
      store.history().append(id, 0, marked(Mark.started("t"), AT));
      Mark end =
          switch (told.state) {
            case PAUSED -> Mark.paused();
            case REOPENED, FAILED -> Mark.failed("f");
            case CONTINUED_AS_NEW -> Mark.continuedAsNew();
            default -> Mark.completed();
          };
      if (told.state != State.RUNNING) {
        store.history().append(id, 1, marked(end, told.closedAt()));
      }
      if (told.state == State.REOPENED) {
        store.history().append(id, 2, marked(Mark.reopened(), told.closedAt()));
      }
    }
    if (told.timer) {
      store.timers().schedule(id, "t", AT);
    }
  }
}
