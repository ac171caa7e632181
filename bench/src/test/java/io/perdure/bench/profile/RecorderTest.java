package io.perdure.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.bench.harness.Called;
import io.perdure.embedded.EmbeddedPostgres;
import io.perdure.store.jooq.engine.Sha256;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteConfig;

/** That a profile finds out who it is that burns the time. */
class RecorderTest {
  private static final Pace PACE = new Pace(1, 1, Duration.ofMillis(400));
  private static final int MANY = 20;
  private static final byte[] BURNT = new byte[100_000];
  private static final double MOST = 0.5;

  @Test
  @DisplayName("What runs in SQLite's native code is the database")
  void sqlite() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        PreparedStatement counting =
            connection.prepareStatement(
                "with recursive n (i) as (select 1 union all select i + 1 from n where i < 100000)"
                    + " select sum(i) from n")) {
      assertMost(Part.DATABASE, () -> counting.executeQuery().close());
    }
  }

  @Test
  @DisplayName("Waiting for the answer of a server is the database, whoever else is in native code")
  void postgres() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start();
        Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://" + server.address() + "/postgres",
                EmbeddedPostgres.USER,
                server.password());
        PreparedStatement sleeping = connection.prepareStatement("select pg_sleep(0.01)")) {
      assertMost(Part.DATABASE, () -> sleeping.executeQuery().close());
    }
  }

  @Test
  @DisplayName("The driver's Java is the driver, with what of the JDK it calls")
  void driver() throws IOException {
    assertMost(
        Part.DRIVER,
        () -> {
          for (int i = 0; i < MANY; i++) {
            assertThat(new SQLiteConfig().toProperties()).isNotEmpty();
          }
        });
  }

  @Test
  @DisplayName("Perdure's Java is its own, and its hottest method is told")
  void own() throws IOException {
    JavaTime time =
        assertMost(
            Part.OWN,
            () -> {
              for (int i = 0; i < MANY; i++) {
                assertThat(Sha256.of(BURNT)).hasSize(32);
              }
            });
    assertThat(time.own().get(0).method()).isEqualTo("Sha256.of");
    assertThat(time.own().get(0).share()).isPositive();
    assertThat(time.called()).isEmpty();
  }

  @Test
  @DisplayName("A thread that is parked is waiting, though nobody sees it at work")
  void waiting() throws IOException {
    assertMost(Part.WAITING, () -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5)));
  }

  /** Something that may fail by SQL. */
  private interface Work {
    void run() throws SQLException;
  }

  private static JavaTime assertMost(Part part, Work work) throws IOException {
    JavaTime time = Recorder.profile(new Burner(work), PACE);
    assertThat(time.runs()).isPositive();
    Map<Part, Double> parts = time.parts();
    assertThat(parts.get(part)).as("of %s", time).isNotNull().isGreaterThan(MOST);
    assertThat(parts.values().stream().mapToDouble(share -> share).sum()).isBetween(0.999, 1.001);
    return time;
  }

  private record Burner(Work work) implements Called {
    @Override
    public void prepare(int runs) {
      // Nothing is used up.
    }

    @Override
    public void run() {
      try {
        work.run();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
