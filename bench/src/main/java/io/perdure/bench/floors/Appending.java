package io.perdure.bench.floors;

import io.perdure.bench.harness.Called;
import io.perdure.bench.own.Stock;
import io.perdure.bench.work.Database.Kind;
import io.perdure.bench.work.Heads;
import io.perdure.bench.work.Inputs;
import io.perdure.bench.work.Lanes;
import io.perdure.store.Payload;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** Appends by hand. Thread-safe. */
final class Appending implements Called {
  private static final long AT = Inputs.AT.getEpochSecond() * 1_000_000_000L + Inputs.AT.getNano();

  private final Floor.Style style;
  private final boolean oneStatement;
  private final Way way;
  private final Lanes<Heads> lanes;
  private final int events;
  private final byte[] payload;

  Appending(Floor.Style style, Kind kind, Ways ways, Lanes<Heads> lanes, int events, int bytes) {
    this.style = style;
    this.oneStatement = kind == Kind.POSTGRES && style == Floor.Style.BEST;
    this.way = oneStatement ? ways.statements() : ways.transactions();
    this.lanes = lanes;
    this.events = events;
    this.payload = Inputs.payload(bytes);
  }

  @Override
  public void prepare(int runs) {
    // Heads are where they were left.
  }

  @Override
  public void run() {
    Heads heads = lanes.take();
    String workflow = heads.workflow();
    long head = heads.head();
    boolean appended =
        way.run(
            desk -> oneStatement ? atOnce(desk, workflow, head) : guarded(desk, workflow, head));
    if (!appended) {
      throw new FloorException("the head is not " + head);
    }
    heads.appended(events);
    lanes.give(heads);
  }

  private boolean guarded(Desk desk, String workflow, long head) throws SQLException {
    PreparedStatement guard = desk.prepare(head == 0 ? HistorySql.CREATE : HistorySql.ADVANCE);
    guard(guard, workflow, head);
    long run;
    try (ResultSet row = guard.executeQuery()) {
      if (!row.next()) {
        return false;
      }
      run = row.getLong(1);
    }
    boolean batched = style != Floor.Style.NAIVE;
    PreparedStatement insert =
        style == Floor.Style.BEST
            ? desk.prepareForEnd(HistorySql.INSERT)
            : desk.prepare(HistorySql.INSERT);
    for (int i = 1; i <= events; i++) {
      insert.setString(1, Stock.NAMESPACE);
      insert.setString(2, workflow);
      insert.setLong(3, head + i);
      insert.setLong(4, run);
      insert.setString(5, Inputs.TYPE);
      insert.setString(6, Payload.OCTET_STREAM);
      insert.setLong(7, AT);
      insert.setBytes(8, payload);
      if (batched) {
        insert.addBatch();
      } else {
        insert.executeUpdate();
      }
    }
    if (style == Floor.Style.USUAL) {
      insert.executeBatch();
    }
    return true;
  }

  private boolean atOnce(Desk desk, String workflow, long head) throws SQLException {
    String guard = head == 0 ? HistorySql.CREATE : HistorySql.ADVANCE;
    String insert = events == 1 ? HistorySql.ONE : HistorySql.MANY;
    PreparedStatement statement = desk.prepare(HistorySql.guarded(guard, insert));
    int at = guard(statement, workflow, head);
    statement.setString(at++, Stock.NAMESPACE);
    statement.setString(at++, workflow);
    if (events == 1) {
      statement.setLong(at++, head + 1);
      statement.setString(at++, Inputs.TYPE);
      statement.setString(at++, Payload.OCTET_STREAM);
      statement.setLong(at++, AT);
      statement.setBytes(at, payload);
    } else {
      Long[] seqs = new Long[events];
      Arrays.setAll(seqs, i -> head + 1 + i);
      statement.setArray(at++, desk.array("bigint", seqs));
      statement.setArray(at++, desk.array("text", same(new String[events], Inputs.TYPE)));
      statement.setArray(at++, desk.array("text", same(new String[events], Payload.OCTET_STREAM)));
      statement.setArray(at++, desk.array("bigint", same(new Long[events], AT)));
      statement.setArray(at, desk.array("bytea", same(new byte[events][], payload)));
    }
    return statement.executeUpdate() == events;
  }

  private static <T> T[] same(T[] array, T value) {
    Arrays.fill(array, value);
    return array;
  }

  private int guard(PreparedStatement guard, String workflow, long head) throws SQLException {
    if (head == 0) {
      guard.setString(1, Stock.NAMESPACE);
      guard.setString(2, workflow);
      guard.setLong(3, events);
      return 4;
    }
    guard.setLong(1, head + events);
    guard.setString(2, Stock.NAMESPACE);
    guard.setString(3, workflow);
    guard.setLong(4, head);
    return 5;
  }
}
