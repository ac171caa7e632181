package io.perdure.conformance.leases;

import static io.perdure.conformance.kit.Sample.event;
import static io.perdure.conformance.leases.Holders.ANNA;
import static io.perdure.conformance.leases.Holders.BERT;
import static io.perdure.conformance.leases.Holders.ENGINE;
import static io.perdure.conformance.leases.Holders.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Gate;
import io.perdure.store.Lease;
import io.perdure.store.LeaseLostException;
import io.perdure.store.Store;
import io.perdure.store.TransactionOptions;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.leases.Acquisition;
import io.perdure.store.leases.Held;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What waits for the lease's row, or for the whole file, and what then counts. */
@EveryBackend
@DisplayName("A lease whose row is locked by another")
public abstract class LeaseWaitSuite {
  private static final WorkflowId ORDER = WorkflowId.of("order");

  /** Long enough to begin to wait, short enough to wait it out. */
  private static final Duration SHORT = Duration.ofMillis(700);

  @Test
  @Clause({"L6", "G8"})
  @DisplayName("and that expires meanwhile is lost to the transaction that waited to be judged")
  void fencedTransaction(Database database) throws Exception {
    Throwable failure =
        expiringMeanwhile(
                database,
                lease ->
                    database
                        .store()
                        .transact(
                            TransactionOptions.defaults().fencedBy(lease),
                            tx -> tx.history().append(ORDER, 0, event("late"))))
            .failure();

    assertThat(failure).isInstanceOf(LeaseLostException.class);
    assertThat(database.store().history().head(ORDER)).isZero();
  }

  @Test
  @Clause({"H9", "G8"})
  @DisplayName("and that expires meanwhile is lost to the append that waited to be judged")
  void fencedAppend(Database database) throws Exception {
    Throwable failure =
        expiringMeanwhile(
                database,
                lease ->
                    database
                        .store()
                        .history()
                        .append(Append.to(ORDER).events(event("late")).fencedBy(lease)))
            .failure();

    assertThat(failure).isInstanceOf(LeaseLostException.class);
    assertThat(database.store().history().head(ORDER)).isZero();
  }

  @Test
  @Clause({"L3", "G8"})
  @DisplayName("and that expires meanwhile is lost to the renewal that waited")
  void renewal(Database database) throws Exception {
    Throwable failure =
        expiringMeanwhile(database, lease -> database.store().leases().renew(lease, TTL)).failure();

    assertThat(failure).isInstanceOf(LeaseLostException.class);
    assertThat(database.store().leases().find(ENGINE).held()).isEmpty();
  }

  @Test
  @Clause({"L1", "G8"})
  @DisplayName("and that expires meanwhile is given to who waited to acquire")
  void acquisition(Database database) throws Exception {
    Acquisition answer =
        expiringMeanwhile(database, lease -> database.store().leases().acquire(ENGINE, BERT, TTL))
            .answer();

    assertThat(answer.orElseThrow().fence()).isEqualTo(2);
  }

  @Test
  @Clause({"L6", "L3"})
  @DisplayName("may be renewed while the body of a transaction that it fences runs")
  void renewedMeanwhile(Store store) {
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    for (TransactionOptions options :
        new TransactionOptions[] {
          TransactionOptions.defaults(), TransactionOptions.defaults().serializable()
        }) {
      long head = store.history().head(ORDER);
      AtomicInteger runs = new AtomicInteger();
      try (Crowd crowd = new Crowd()) {
        Crowd.Call<Lease>[] renewal = newCalls();
        store.transact(
            options.fencedBy(lease),
            tx -> {
              var appended = tx.history().append(ORDER, head, event("e"));
              if (runs.incrementAndGet() == 1) {
                renewal[0] = crowd.call(() -> store.leases().renew(lease, TTL));
                renewal[0].ends();
              }
              return appended;
            });

        assertThat(renewal[0].answer().fence()).isEqualTo(1);
        assertThat(store.history().head(ORDER)).isEqualTo(head + 1);
      }
    }
  }

  @Test
  @Clause({"L6", "L3"})
  @DisplayName("by its renewal holds a transaction that it fences up, and does not fail it")
  void renewedByOpenTransaction(Store store) {
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    try (Crowd crowd = new Crowd()) {
      Gate renewed = new Gate();
      Gate end = new Gate();
      Crowd.Call<Lease> renewal =
          crowd.call(
              () ->
                  store.transact(
                      tx -> {
                        Lease longer = tx.leases().renew(lease, TTL);
                        renewed.open();
                        end.pass();
                        return longer;
                      }));
      renewed.pass();
      Crowd.Call<Long> fenced =
          crowd.call(
              () ->
                  store
                      .transact(
                          TransactionOptions.defaults().fencedBy(lease),
                          tx -> tx.history().append(ORDER, 0, event("e")))
                      .last());

      assertThat(fenced.ends()).isFalse();
      end.open();

      assertThat(fenced.answer()).isEqualTo(1);
      assertThat(renewal.answer().fence()).isEqualTo(1);
    }
  }

  @Test
  @Clause({"L6", "L5"})
  @DisplayName("cannot be taken over between its check and the commit")
  void checkedAndNotCommitted(Database database) throws Exception {
    Store store = database.store();
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    Held observed = store.leases().find(ENGINE).held().orElseThrow();
    try (Crowd crowd = new Crowd();
        Connection connection = database.perdure().dataSource().getConnection()) {
      connection.setAutoCommit(false);
      store.join(connection).history().append(Append.to(ORDER).events(event("e")).fencedBy(lease));

      Crowd.Call<Optional<Lease>> taker =
          crowd.call(() -> store.leases().takeOver(observed, BERT, "stuck", TTL));
      assertThat(taker.ends()).isFalse();
      connection.commit();
      connection.close();

      assertThat(taker.answer()).isPresent();
      assertThat(store.history().head(ORDER)).isEqualTo(1);
    }
  }

  /**
   * Begins the call on a short lease while another connection locks its row, and lets go when the
   * lease has expired by the store's clock.
   */
  private static <T> Crowd.Call<T> expiringMeanwhile(Database database, Function<Lease, T> call)
      throws SQLException {
    Store store = database.store();
    store.history().head(ORDER);
    Beside other = Beside.of(database);
    Lease first = store.leases().acquire(ENGINE, ANNA, SHORT).orElseThrow();
    other.execute(other.isServer() ? "begin" : "begin immediate");
    if (other.isServer()) {
      other.texts("select resource from " + other.name("perdure_lease") + " for update");
    }
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<T> waits = crowd.call(() -> call.apply(first));
      Crowd.until("it expires", () -> store.leases().find(ENGINE).held().isEmpty());
      assertThat(waits.ended()).as("it waits").isFalse();
      other.execute("rollback");
      Crowd.until("it ends", waits::ended);
      return waits;
    }
  }

  @SuppressWarnings("unchecked") // An array of a generic type, to be filled by a body.
  private static Crowd.Call<Lease>[] newCalls() {
    return new Crowd.Call[1];
  }
}
