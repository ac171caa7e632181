package io.perdure.conformance.general;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.NullArguments.Call;
import io.perdure.conformance.kit.Clause;
import io.perdure.store.Administration;
import io.perdure.store.Page;
import io.perdure.store.Snapshot;
import io.perdure.store.SnapshotBody;
import io.perdure.store.Store;
import io.perdure.store.StoreListener;
import io.perdure.store.StoreReader;
import io.perdure.store.Transaction;
import io.perdure.store.TransactionBody;
import io.perdure.store.documents.Document;
import io.perdure.store.documents.DocumentEntry;
import io.perdure.store.documents.Documents;
import io.perdure.store.documents.DocumentsReader;
import io.perdure.store.history.Appended;
import io.perdure.store.history.Decider;
import io.perdure.store.history.Event;
import io.perdure.store.history.History;
import io.perdure.store.history.HistoryReader;
import io.perdure.store.history.Run;
import io.perdure.store.history.Workflow;
import io.perdure.store.leases.KeptLease;
import io.perdure.store.leases.LeaseKeeper;
import io.perdure.store.leases.Leases;
import io.perdure.store.leases.LeasesReader;
import io.perdure.store.leases.LossListener;
import io.perdure.store.maintenance.Maintenance;
import io.perdure.store.maintenance.MaintenanceReader;
import io.perdure.store.maintenance.Pruned;
import io.perdure.store.maintenance.Removed;
import io.perdure.store.outputs.Ancestor;
import io.perdure.store.outputs.Output;
import io.perdure.store.outputs.OutputEntry;
import io.perdure.store.outputs.Outputs;
import io.perdure.store.outputs.OutputsReader;
import io.perdure.store.packages.Archive;
import io.perdure.store.packages.Packages;
import io.perdure.store.packages.PackagesReader;
import io.perdure.store.tasks.PendingScope;
import io.perdure.store.tasks.QueueCounts;
import io.perdure.store.tasks.Task;
import io.perdure.store.tasks.Tasks;
import io.perdure.store.tasks.TasksReader;
import io.perdure.store.timers.Scheduled;
import io.perdure.store.timers.Timer;
import io.perdure.store.timers.Timers;
import io.perdure.store.timers.TimersReader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Clause("G2")
@DisplayName("Null")
public abstract class NullSuite {
  /** What only the store makes and hands out, or only the caller implements. */
  private static final Set<Class<?>> NOT_CALLED =
      Set.of(
          Page.class,
          Event.class,
          Run.class,
          Workflow.class,
          Workflow.Lifecycle.class,
          Appended.class,
          Document.class,
          DocumentEntry.class,
          Output.class,
          OutputEntry.class,
          OutputEntry.Stored.class,
          Ancestor.class,
          Pruned.class,
          Removed.class,
          Administration.NamespaceCounts.class,
          Timer.class,
          Task.class,
          Task.Claim.class,
          Task.End.class,
          QueueCounts.class,
          PendingScope.class,
          Scheduled.class,
          Archive.class,
          StoreListener.class,
          StoreListener.Operation.class,
          KeptLease.class,
          LossListener.class,
          TransactionBody.class,
          SnapshotBody.class,
          Decider.class);

  /** What {@link NullOnStoresSuite} calls on open stores. */
  private static final Set<Class<?>> ON_STORES =
      Set.of(
          Store.class,
          StoreReader.class,
          Transaction.class,
          Snapshot.class,
          History.class,
          HistoryReader.class,
          Documents.class,
          DocumentsReader.class,
          Maintenance.class,
          MaintenanceReader.class,
          Timers.class,
          TimersReader.class,
          Tasks.class,
          TasksReader.class,
          Leases.class,
          LeasesReader.class,
          LeaseKeeper.class,
          Packages.class,
          PackagesReader.class,
          Outputs.class,
          OutputsReader.class,
          Administration.class);

  static Stream<Call> calls() {
    return ApiTypes.all().stream()
        .filter(type -> !NOT_CALLED.contains(type) && !ON_STORES.contains(type))
        .filter(type -> !Throwable.class.isAssignableFrom(type))
        .flatMap(NullArguments::ofValueType);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  @DisplayName("is refused by every public method of every value type:")
  void valueTypes(Call call) throws Exception {
    assertRefused(call);
  }

  /** Checks that the call is refused as a bad argument that is null. */
  static void assertRefused(Call call) throws Exception {
    assertThat(call.thrown())
        .as(call.name())
        .hasValueSatisfying(
            thrown ->
                assertThat(thrown)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must not be null"));
  }
}
