package io.perdure.conformance.opening;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.PerdureReader;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Child;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Administration.NamespaceCounts;
import io.perdure.store.PageRequest;
import io.perdure.store.Store;
import io.perdure.store.StoreClosedException;
import io.perdure.store.StoreReader;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.History;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Needs(Capability.SECOND_PROCESS)
@Clause({"C2", "G12"})
@DisplayName("A store that is open for reading only")
public abstract class ReadOnlySuite {
  private static final WorkflowId A = WorkflowId.of("a");

  @Test
  @DisplayName("sees each write of another process as soon as that was answered")
  void inUse(Database database) throws Exception {
    database.perdure().close();
    try (Child writer = database.child(Appender.class, "a");
        PerdureReader reader = database.door().openReadOnly()) {
      StoreReader shop = reader.namespace("shop");
      for (long head = 1; head <= 20; head++) {
        writer.say("append");
        assertThat(Long.parseLong(writer.hear())).isEqualTo(head);
        assertThat(shop.history().head(A)).isEqualTo(head);
        long inSnapshot = shop.snapshot(snapshot -> snapshot.history().head(A));
        assertThat(inSnapshot).isEqualTo(head);
      }
      assertThat(reader.administration().namespaces(PageRequest.first(10)).entries())
          .extracting(NamespaceCounts::events)
          .containsExactly(20L);
      assertThat(writer.end()).isZero();
    }
  }

  @Test
  @DisplayName("has no type that can write")
  void cannotWrite(Database database) {
    database.store().history().append(A, 0, event("one"));
    database.perdure().close();
    try (PerdureReader reader = database.door().openReadOnly()) {
      StoreReader shop = reader.namespace("shop");
      assertThat(shop).isNotInstanceOf(Store.class);
      assertThat(shop.history()).isNotInstanceOf(History.class);
      boolean writer = shop.snapshot(snapshot -> snapshot.history() instanceof History);
      assertThat(writer).isFalse();
    }
  }

  @Test
  @Clause("C5")
  @DisplayName("refuses every call when it was closed")
  void closed(Database database) {
    database.perdure().close();
    PerdureReader reader = database.door().openReadOnly();
    StoreReader shop = reader.namespace("shop");
    reader.close();
    reader.close();

    assertThatThrownBy(() -> shop.history().head(A)).isInstanceOf(StoreClosedException.class);
    assertThatThrownBy(() -> shop.snapshot(snapshot -> snapshot.history().head(A)))
        .isInstanceOf(StoreClosedException.class);
    assertThatThrownBy(() -> reader.administration().namespaces(PageRequest.first(1)))
        .isInstanceOf(StoreClosedException.class);
  }
}
