package io.perdure.bench.compare;

import io.perdure.bench.harness.Called;
import io.perdure.bench.harness.Measured;
import io.perdure.bench.harness.Spread;
import io.perdure.bench.harness.Turns;
import io.perdure.bench.own.PerdureEntry;
import io.perdure.bench.places.Backend;
import io.perdure.bench.places.Place;
import io.perdure.bench.work.Database;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** Opening a store whose tables are there, beside a connection of the driver. */
final class Opening {
  private static final double MOST_MILLIS = 50;
  private static final double MILLI = 1000;

  private Opening() {}

  static RowResult run(Backend backend, Profile profile, double strictness) throws IOException {
    try (Place place = backend.place()) {
      Database database = place.database();
      PerdureEntry.open(database).close();
      List<Measured> measured;
      try (Turns turns = new Turns(1, profile.budget().unwatched())) {
        Called connect = new Opened(() -> connect(database));
        Called open = new Opened(() -> PerdureEntry.open(database));
        measured = turns.run(List.of(connect, open), () -> {});
      }
      measured.forEach(Measured::orThrow);
      Spread more = measured.get(1).time().minus(measured.get(0).time().median()).times(1 / MILLI);
      double most = MOST_MILLIS / strictness;
      return new RowResult(
          "open and close, schema current",
          List.of(line("JDBC connect", measured.get(0)), line("Perdure", measured.get(1))),
          List.of(
              new Verdict(
                  "≤ %.0f ms over the JDBC connect".formatted(most),
                  more.shown("%.1f"),
                  more.median() <= most)),
          "In a process that has opened one before; closing is in it on both sides.");
    }
  }

  private static Line line(String name, Measured measured) {
    return new Line(name, measured, Optional.empty(), Optional.empty(), Optional.empty(), "");
  }

  private static AutoCloseable connect(Database database) throws SQLException {
    Connection connection = database.connect();
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("select 1").close(); // SQLite's driver opens the file lazily
    }
    return connection;
  }

  private interface Door {
    AutoCloseable open() throws Exception;
  }

  /** Opens and closes. */
  private record Opened(Door door) implements Called {
    @Override
    public void prepare(int runs) {
      // It is there.
    }

    @Override
    @SuppressWarnings("try") // Opened to be closed.
    public void run() {
      try (AutoCloseable opened = door.open()) {
        // That is all.
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
