package io.perdure.it.postgres;

import static io.perdure.it.postgres.PostgresSite.append;
import static io.perdure.it.postgres.PostgresSite.head;
import static io.perdure.it.postgres.PostgresSite.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.store.jooq.dialect.postgres.PostgresDatabase;
import io.perdure.store.jooq.engine.WriteMode;
import io.perdure.store.jooq.sql.Session;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How often each kind of call asks the server, counted on the wire. */
class PostgresRoundTripsTest {
  /** Enough that the driver has prepared its statements on the server. */
  private static final int CALLS = 12;

  private PostgresSite site;
  private Wire wire;
  private PostgresDatabase database;

  @BeforeEach
  void open() throws Exception {
    site = PostgresSite.create();
    wire = Wire.to(site.url());
    database = site.open(PostgresSite.settings(wire.url(site.url()), null, "perdure", 2), false);
  }

  @AfterEach
  void close() throws Exception {
    site.close();
    wire.close();
  }

  /**
   * Round trips of the call with the number of calls before it, when warm. The fewest: where the
   * machine is slow, the pool looks after a connection in between.
   */
  private int roundTrips(LongConsumer call) {
    int fewest = Integer.MAX_VALUE;
    for (int i = 0; i < CALLS; i++) {
      int before = wire.roundTrips();
      call.accept(i);
      fewest = Math.min(fewest, wire.roundTrips() - before);
    }
    return fewest;
  }

  private void write(WriteMode mode, java.util.function.Consumer<Session> work) {
    database.<Boolean, RuntimeException>write(
        mode,
        soon(),
        session -> {
          work.accept(session);
          return true;
        });
  }

  @Test
  @DisplayName("A plain append is one round trip, whether it wins or finds another head")
  void plainAppend() {
    assertThat(roundTrips(head -> append(database, "order-1", head))).isEqualTo(1);
    assertThat(roundTrips(any -> append(database, "order-1", 1))).isEqualTo(1);
  }

  @Test
  @DisplayName("A read is one round trip")
  void read() {
    assertThat(roundTrips(any -> head(database, "order-1"))).isEqualTo(1);
  }

  @Test
  @DisplayName("A transaction costs two round trips more than its statements")
  void transaction() {
    assertThat(
            roundTrips(head -> write(WriteMode.BODY, session -> append(session, "order-1", head))))
        .isEqualTo(3);
    assertThat(
            roundTrips(head -> write(WriteMode.ALONE, session -> append(session, "order-2", head))))
        .isEqualTo(3);
    assertThat(
            roundTrips(
                any -> write(WriteMode.BODY, session -> session.dialect().lock(session, "n", "l"))))
        .isEqualTo(3);
  }

  @Test
  @DisplayName("A snapshot costs two round trips more than its reads")
  void snapshot() {
    assertThat(
            roundTrips(
                any ->
                    database.<Long, RuntimeException>snapshot(
                        soon(), session -> head(session, "order-1"))))
        .isEqualTo(3);
  }
}
