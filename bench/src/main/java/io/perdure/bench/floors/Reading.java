package io.perdure.bench.floors;

import io.perdure.bench.harness.Called;
import io.perdure.bench.own.Stock;
import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import io.perdure.store.history.Event;
import io.perdure.store.history.MarkKind;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a history by hand, into the records that Perdure answers. Thread-safe. */
record Reading(Floor.Style style, Way way, String workflow, int events) implements Called {
  private static final int PAGE = 500;
  private static final long NANOS = 1_000_000_000;

  @Override
  public void prepare(int runs) {
    // Reading takes nothing away.
  }

  @Override
  public void run() {
    int found = way.run(this::read).size();
    if (found != events) {
      throw new FloorException("read " + found + " events of " + events);
    }
  }

  private List<Event> read(Desk desk) throws SQLException {
    List<Event> history = new ArrayList<>();
    if (style == Floor.Style.NAIVE) {
      int before;
      do {
        before = history.size();
        PreparedStatement page = desk.prepare(HistorySql.PAGE);
        page.setString(1, Stock.NAMESPACE);
        page.setString(2, workflow);
        page.setLong(3, before + 1L);
        page.setLong(4, PAGE);
        into(history, page);
      } while (history.size() == before + PAGE);
      return history;
    }
    PreparedStatement all = desk.prepare(HistorySql.ALL);
    all.setString(1, Stock.NAMESPACE);
    all.setString(2, workflow);
    into(history, all);
    return history;
  }

  private void into(List<Event> history, PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        history.add(style == Floor.Style.BEST ? byNumber(row) : byName(row));
      }
    }
  }

  private static Event byNumber(ResultSet row) throws SQLException {
    return event(
        row.getLong(1),
        row.getLong(2),
        row.getString(3),
        new Payload(Bytes.copyOf(row.getBytes(8)), row.getString(4)),
        row.getLong(6),
        Optional.ofNullable(row.getBytes(7)),
        Optional.ofNullable(row.getString(5)));
  }

  private static Event byName(ResultSet row) throws SQLException {
    return event(
        row.getLong("seq"),
        row.getLong("run_no"),
        row.getString("type"),
        new Payload(Bytes.copyOf(row.getBytes("payload")), row.getString("content_type")),
        row.getLong("recorded_at"),
        Optional.ofNullable(row.getBytes("metadata")),
        Optional.ofNullable(row.getString("mark")));
  }

  private static Event event(
      long seq,
      long run,
      String type,
      Payload payload,
      long at,
      Optional<byte[]> metadata,
      Optional<String> mark) {
    return new Event(
        seq,
        run,
        type,
        payload,
        Instant.ofEpochSecond(Math.floorDiv(at, NANOS), Math.floorMod(at, NANOS)),
        metadata.map(Bytes::copyOf),
        mark.map(MarkKind::valueOf));
  }
}
