package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Kept;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.StoreFailureException;
import io.perdure.store.StoreListener;
import io.perdure.store.StoreListener.Operation;
import io.perdure.store.StoreListener.Outcome;
import io.perdure.store.WorkflowId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("X2")
@DisplayName("A listener")
public abstract class ListenerSuite {
  private static final WorkflowId A = WorkflowId.of("a");

  @Test
  @DisplayName("is told of each operation once, by room and verb, with its namespace")
  void names(Database database) {
    Heard heard = new Heard();
    try (Perdure perdure = open(database, heard)) {
      Store store = perdure.namespace("shop");
      store.history().append(A, 0, event("one"));
      store.history().head(A);
      perdure.namespace("other").transact(tx -> tx.history().append(A, 0, event("one")));

      assertThat(heard.of("history.append")).hasSize(1);
      assertThat(heard.of("history.head")).hasSize(1);
      assertThat(heard.of("transact")).hasSize(1);
      assertThat(heard.last("history.append").namespace()).isEqualTo("shop");
      assertThat(heard.last("transact").namespace()).isEqualTo("other");
      assertThat(heard.all())
          .allSatisfy(
              operation -> {
                assertThat(operation.outcome()).isEqualTo(Outcome.DONE);
                assertThat(operation.attempts()).isEqualTo(1);
                assertThat(operation.duration())
                    .isBetween(Duration.ofNanos(1), Duration.ofSeconds(30));
              });
    }
  }

  @Test
  @DisplayName("is told what was refused, and what the database failed at")
  void outcomes(Database database) throws SQLException {
    Heard heard = new Heard();
    try (Perdure perdure = open(database, heard)) {
      Own.in(database, perdure).traps();
      Store store = perdure.namespace("shop");

      assertThatThrownBy(() -> store.history().append(A, 7, event("one")))
          .isInstanceOf(SequenceConflictException.class);
      assertThat(heard.last("history.append").outcome()).isEqualTo(Outcome.REFUSED);

      assertThatThrownBy(
              () ->
                  store.transact(
                      tx -> {
                        throw new IllegalStateException("own");
                      }))
          .hasMessage("own");
      assertThat(heard.last("transact").outcome()).isEqualTo(Outcome.REFUSED);

      assertThatThrownBy(() -> store.history().append(A, 0, event(Own.AT_ONCE)))
          .isInstanceOf(StoreFailureException.class);
      assertThat(heard.last("history.append").outcome()).isEqualTo(Outcome.FAILED);
    }
  }

  @Test
  @DisplayName("is told on the caller's thread, when the outcome is settled")
  void settled(Database database) throws SQLException {
    Kept<Own> own = new Kept<>();
    List<Long> events = new CopyOnWriteArrayList<>();
    Kept<Thread> thread = new Kept<>();
    StoreListener looking =
        operation -> {
          thread.keep(Thread.currentThread());
          try {
            events.add(own.get().events());
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        };
    try (Perdure perdure = open(database, looking)) {
      own.keep(Own.in(database, perdure));
      Store store = perdure.namespace("shop");
      store.history().append(A, 0, event("one"));
      store.transact(tx -> tx.history().append(A, 1, event("two")));

      assertThat(events).contains(1L, 2L).doesNotContain(0L);
      assertThat(thread.get()).isSameAs(Thread.currentThread());
    }
  }

  @Test
  @DisplayName("that throws changes nothing, and the next one is told nevertheless")
  void throwing(Database database) {
    Heard heard = new Heard();
    StoreListener throwing =
        operation -> {
          throw new IllegalStateException("a listener that throws, as the test wants it");
        };
    try (Perdure perdure =
        database.door().migrateOnOpen().listener(throwing).listener(heard).open()) {
      Store store = perdure.namespace("shop");

      assertThat(store.history().append(A, 0, event("one")).last()).isEqualTo(1);
      assertThat(heard.all()).extracting(Operation::name).containsExactly("history.append");
    }
  }

  private static Perdure open(Database database, StoreListener listener) {
    return database.door().migrateOnOpen().listener(listener).open();
  }
}
