package io.perdure.conformance.general;

import static io.perdure.conformance.general.NullSuite.assertRefused;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.conformance.general.NullArguments.Call;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Administration;
import io.perdure.store.Bytes;
import io.perdure.store.Snapshot;
import io.perdure.store.Store;
import io.perdure.store.StoreReader;
import io.perdure.store.Transaction;
import io.perdure.store.documents.Documents;
import io.perdure.store.documents.DocumentsReader;
import io.perdure.store.history.History;
import io.perdure.store.history.HistoryReader;
import io.perdure.store.leases.LeaseKeeper;
import io.perdure.store.leases.Leases;
import io.perdure.store.leases.LeasesReader;
import io.perdure.store.maintenance.Maintenance;
import io.perdure.store.outputs.Outputs;
import io.perdure.store.outputs.OutputsReader;
import io.perdure.store.packages.Archive;
import io.perdure.store.packages.DeployedPackage;
import io.perdure.store.packages.Packages;
import io.perdure.store.packages.PackagesReader;
import io.perdure.store.tasks.Tasks;
import io.perdure.store.tasks.TasksReader;
import io.perdure.store.timers.Timers;
import io.perdure.store.timers.TimersReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("G2")
@DisplayName("Null given to an open store")
public abstract class NullOnStoresSuite {
  @Test
  @DisplayName("is refused by every method of the store and its rooms")
  void stores(Perdure perdure, Store store) throws Exception {
    List<Call> calls = new ArrayList<>();
    calls.addAll(NullArguments.ofMethods(Perdure.class, perdure).toList());
    calls.addAll(NullArguments.ofMethods(Administration.class, perdure.administration()).toList());
    calls.addAll(NullArguments.ofMethods(Store.class, store).toList());
    calls.addAll(NullArguments.ofMethods(StoreReader.class, store).toList());
    calls.addAll(NullArguments.ofMethods(History.class, store.history()).toList());
    calls.addAll(NullArguments.ofMethods(HistoryReader.class, store.history()).toList());
    calls.addAll(NullArguments.ofMethods(Documents.class, store.documents()).toList());
    calls.addAll(NullArguments.ofMethods(Outputs.class, store.outputs()).toList());
    calls.addAll(NullArguments.ofMethods(DocumentsReader.class, store.documents()).toList());
    calls.addAll(NullArguments.ofMethods(Maintenance.class, store.maintenance()).toList());
    calls.addAll(NullArguments.ofMethods(Timers.class, store.timers()).toList());
    calls.addAll(NullArguments.ofMethods(TimersReader.class, store.timers()).toList());
    calls.addAll(NullArguments.ofMethods(Tasks.class, store.tasks()).toList());
    calls.addAll(NullArguments.ofMethods(TasksReader.class, store.tasks()).toList());
    calls.addAll(NullArguments.ofMethods(Leases.class, store.leases()).toList());
    calls.addAll(NullArguments.ofMethods(LeasesReader.class, store.leases()).toList());
    calls.addAll(NullArguments.ofMethods(Packages.class, store.packages()).toList());
    calls.addAll(NullArguments.ofMethods(PackagesReader.class, store.packages()).toList());
    calls.addAll(NullArguments.ofMethods(OutputsReader.class, store.outputs()).toList());
    store.packages().put(new DeployedPackage("t", "h", Samples.AT), Bytes.empty());
    Archive archive = store.packages().archive("t", "h");
    calls.addAll(NullArguments.ofMethods(Archive.class, archive).toList());

    for (Call call : calls) {
      assertRefused(call);
    }
    assertThat(Dump.of(store.history()).workflows()).isEmpty();
  }

  @Test
  @Clause("L7")
  @DisplayName("is refused by a keeper of leases")
  void keeper(Store store) throws Exception {
    Duration ttl = Duration.ofSeconds(30);
    assertThatThrownBy(() -> LeaseKeeper.of(nothing(), ttl))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("store must not be null");
    assertThatThrownBy(() -> LeaseKeeper.of(store, nothing()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ttl must not be null");
    assertThatThrownBy(() -> LeaseKeeper.of(store, ttl, nothing()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("renewEvery must not be null");
    try (LeaseKeeper keeper = LeaseKeeper.of(store, ttl)) {
      for (Call call : NullArguments.ofMethods(LeaseKeeper.class, keeper).toList()) {
        assertRefused(call);
      }
    }
  }

  /** Null, where a checker would not let it pass. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }

  @Test
  @Clause("G5")
  @DisplayName("is refused by every method inside a body, which may catch that and go on")
  void bodies(Store store) throws Exception {
    store.transact(
        tx -> {
          List<Call> calls = new ArrayList<>();
          calls.addAll(NullArguments.ofMethods(Transaction.class, tx).toList());
          calls.addAll(NullArguments.ofMethods(History.class, tx.history()).toList());
          calls.addAll(NullArguments.ofMethods(Documents.class, tx.documents()).toList());
          calls.addAll(NullArguments.ofMethods(Maintenance.class, tx.maintenance()).toList());
          calls.addAll(NullArguments.ofMethods(Timers.class, tx.timers()).toList());
          calls.addAll(NullArguments.ofMethods(Tasks.class, tx.tasks()).toList());
          calls.addAll(NullArguments.ofMethods(Leases.class, tx.leases()).toList());
          calls.addAll(NullArguments.ofMethods(Packages.class, tx.packages()).toList());
          calls.addAll(NullArguments.ofMethods(Outputs.class, tx.outputs()).toList());
          for (Call call : calls) {
            assertRefused(call);
          }
          return tx.history().append(workflow("w"), 0, event("went on"));
        });
    assertThat(store.history().head(workflow("w"))).isEqualTo(1);

    store.snapshot(
        seen -> {
          List<Call> calls = new ArrayList<>();
          calls.addAll(NullArguments.ofMethods(Snapshot.class, seen).toList());
          calls.addAll(NullArguments.ofMethods(HistoryReader.class, seen.history()).toList());
          calls.addAll(NullArguments.ofMethods(DocumentsReader.class, seen.documents()).toList());
          calls.addAll(NullArguments.ofMethods(TimersReader.class, seen.timers()).toList());
          calls.addAll(NullArguments.ofMethods(TasksReader.class, seen.tasks()).toList());
          calls.addAll(NullArguments.ofMethods(LeasesReader.class, seen.leases()).toList());
          calls.addAll(NullArguments.ofMethods(PackagesReader.class, seen.packages()).toList());
          calls.addAll(NullArguments.ofMethods(OutputsReader.class, seen.outputs()).toList());
          for (Call call : calls) {
            assertRefused(call);
          }
          return calls.size();
        });
  }
}
