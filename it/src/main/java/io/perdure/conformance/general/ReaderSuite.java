package io.perdure.conformance.general;

import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.marked;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.PerdureReader;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Child;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Owner;
import io.perdure.store.Payload;
import io.perdure.store.Snapshot;
import io.perdure.store.Store;
import io.perdure.store.StoreException;
import io.perdure.store.StoreReader;
import io.perdure.store.Transaction;
import io.perdure.store.WorkflowId;
import io.perdure.store.documents.DocumentsReader;
import io.perdure.store.history.History;
import io.perdure.store.history.HistoryReader;
import io.perdure.store.history.Mark;
import io.perdure.store.leases.LeaseState;
import io.perdure.store.leases.Leases;
import io.perdure.store.leases.LeasesReader;
import io.perdure.store.maintenance.MaintenanceReader;
import io.perdure.store.outputs.OutputsReader;
import io.perdure.store.packages.PackagesReader;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.Tasks;
import io.perdure.store.tasks.TasksReader;
import io.perdure.store.timers.Timers;
import io.perdure.store.timers.TimersReader;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("G12")
@DisplayName("A reader")
public abstract class ReaderSuite {
  private static final WorkflowId ORDER = workflow("order");
  private static final int ROUNDS = 50;

  @Test
  @Clause("H14")
  @DisplayName("has no method that writes, in any room")
  void noMutation() {
    assertThat(methods(HistoryReader.class))
        .containsExactlyInAnyOrder(
            "head", "read", "stream", "find", "runs", "list", "active", "paused", "ids");
    assertThat(methods(DocumentsReader.class))
        .containsExactlyInAnyOrder("find", "get", "revision", "list");
    assertThat(methods(MaintenanceReader.class)).containsExactly("preview");
    assertThat(methods(OutputsReader.class))
        .containsExactlyInAnyOrder("find", "get", "latest", "list", "lineage");
    assertThat(methods(PackagesReader.class))
        .containsExactlyInAnyOrder(
            "list", "find", "archive", "archives", "route", "routes", "verify");
    assertThat(methods(TasksReader.class))
        .containsExactlyInAnyOrder(
            "find",
            "findPayload",
            "list",
            "deadLetters",
            "staleClaims",
            "unsettledWorkflows",
            "heldWorkflows",
            "pendingScopes",
            "counts",
            "maxDeliveries");
    assertThat(methods(TimersReader.class))
        .containsExactlyInAnyOrder("due", "list", "find", "nextDue");
    assertThat(methods(StoreReader.class))
        .containsExactlyInAnyOrder(
            "namespace",
            "history",
            "documents",
            "timers",
            "tasks",
            "leases",
            "packages",
            "maintenance",
            "outputs",
            "snapshot",
            "awaitDue",
            "awaitTask");
    assertThat(methods(LeasesReader.class)).containsExactlyInAnyOrder("find");
    assertThat(methods(Snapshot.class))
        .containsExactlyInAnyOrder(
            "namespace",
            "history",
            "documents",
            "timers",
            "tasks",
            "leases",
            "packages",
            "outputs",
            "maintenance");
    assertThat(methods(PerdureReader.class))
        .containsExactlyInAnyOrder("namespace", "administration", "backup", "close");
    assertThat(Store.class.isAssignableFrom(StoreReader.class)).isFalse();
    assertThat(Stream.of(StoreReader.class, Snapshot.class).map(ReaderSuite::room))
        .containsOnly(HistoryReader.class);
    assertThat(Stream.of(Store.class, Transaction.class).map(ReaderSuite::room))
        .containsOnly(History.class);
  }

  @Test
  @Clause("X4")
  @DisplayName("in a snapshot cannot be cast to a writer")
  void snapshotsAreNoWriters(Store store) {
    boolean writer =
        store.snapshot(
            seen ->
                seen instanceof Transaction
                    || seen.history() instanceof History
                    || seen.leases() instanceof Leases
                    || seen.tasks() instanceof Tasks
                    || seen.timers() instanceof Timers);

    assertThat(writer).isFalse();
  }

  @Test
  @Needs(Capability.DURABLE)
  @Clause("H14")
  @DisplayName(
      "of a store that was opened read-only reads everything, and cannot be cast to a writer")
  void readOnlyReads(Database database) throws Exception {
    Store store = database.store();
    store.history().append(ORDER, 0, marked(Mark.started("t")), event("b"));
    Dump written = Dump.of(store.history());
    store.leases().acquire("r", Owner.of("o", "1"), Duration.ofDays(1));
    LeaseState leases = store.leases().find("r");
    store.tasks().enqueue(NewTask.of(TaskKey.of(ORDER, "t"), "q", Payload.json("do it")));
    TaskDump tasks = TaskDump.of(store.tasks(), ORDER);
    var counts = Dump.all(10, database.perdure().administration()::namespaces);
    database.perdure().close();

    try (PerdureReader perdure = database.door().openReadOnly()) {
      StoreReader reader = perdure.namespace("shop");
      assertThat(Dump.of(reader.history())).isEqualTo(written);
      assertThat(headInSnapshot(reader)).isEqualTo(2);
      assertThat(Dump.all(10, perdure.administration()::namespaces)).isEqualTo(counts);
      assertThat(reader).isNotInstanceOf(Store.class);
      assertThat(reader.history()).isNotInstanceOf(History.class);
      assertThat(reader.leases().find("r")).isEqualTo(leases);
      assertThat(reader.leases()).isNotInstanceOf(Leases.class);
      assertThat(reader.timers()).isNotInstanceOf(Timers.class);
      assertThat(TaskDump.of(reader.tasks(), ORDER)).isEqualTo(tasks);
      assertThat(reader.tasks()).isNotInstanceOf(Tasks.class);
    }
  }

  @Test
  @Needs(Capability.DURABLE)
  @Clause("C4")
  @DisplayName("does not make or migrate a schema")
  void readOnlyDoesNotMigrate(Database database) {
    assertThatThrownBy(() -> database.door().openReadOnly().close())
        .isInstanceOf(StoreException.class);

    assertThat(database.store().history().head(ORDER)).isZero();
  }

  @Test
  @Needs(Capability.SECOND_ENGINE)
  @DisplayName("through another handle sees what was answered before it began")
  void otherHandle(Database database) {
    Store one = database.store();
    Store two = database.second().namespace("shop");
    for (int round = 0; round < ROUNDS; round++) {
      Store writer = round % 2 == 0 ? one : two;
      Store reader = round % 2 == 0 ? two : one;
      long head = writer.history().append(ORDER, round, event("e" + round)).last();

      assertThat(reader.history().head(ORDER)).isEqualTo(head);
      assertThat(reader.history().read(ORDER)).hasSize(round + 1);
      assertThat(headInSnapshot(reader)).isEqualTo(head);
      long inTransaction = reader.transact(tx -> tx.history().head(ORDER));
      assertThat(inTransaction).isEqualTo(head);
    }
  }

  @Test
  @DisplayName("on another thread sees what was answered before it began")
  void otherThread(Store store) throws Exception {
    try (Race race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        long head = store.history().append(ORDER, round, event("e" + round)).last();

        List<Race.Outcome<Long>> seen =
            race.run(
                List.of(
                    () -> store.history().head(ORDER),
                    () -> (long) store.history().read(ORDER).size(),
                    () -> store.snapshot(snapshot -> snapshot.history().head(ORDER))));

        assertThat(seen).allSatisfy(outcome -> assertThat(outcome.answer()).contains(head));
      }
    }
  }

  @Test
  @Needs(Capability.SECOND_PROCESS)
  @DisplayName("in another process sees what was answered before it began, and is seen")
  void otherProcess(Database database) throws Exception {
    Store store = database.store();
    try (Child child = database.child(ReadingProcess.class)) {
      assertThat(child.hear()).isEqualTo("ready");
      for (int round = 0; round < ROUNDS; round++) {
        store.history().append(ORDER, 2L * round, event("here"));
        child.say("read");
        assertThat(child.hear()).isEqualTo("head " + (2 * round + 1));

        child.say("append " + (2 * round + 1));
        assertThat(child.hear()).isEqualTo("head " + (2 * round + 2));
        assertThat(store.history().head(ORDER)).isEqualTo(2L * round + 2);
      }
      assertThat(child.end()).isZero();
    }
  }

  private static long headInSnapshot(StoreReader reader) {
    return reader.snapshot(seen -> seen.history().head(ORDER));
  }

  private static Set<String> methods(Class<?> type) {
    return Stream.of(type.getMethods())
        .filter(method -> method.getDeclaringClass() != Object.class)
        .map(Method::getName)
        .collect(Collectors.toSet());
  }

  private static Class<?> room(Class<?> type) {
    try {
      return type.getMethod("history").getReturnType();
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }
}
