package io.perdure.store.jooq.dialect;

import static io.perdure.tables.Tables.PERDURE_EVENT;

import io.perdure.store.Bytes;
import io.perdure.store.history.NewEvent;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.tables.InstantNanos;

/** What an event says of itself, as parameters that are named as the columns are. */
public final class EventColumns {
  private EventColumns() {}

  /** Sets them all; run and mark are said by who inserts. */
  public static void set(Bound statement, long seq, NewEvent event) {
    statement
        .set(PERDURE_EVENT.SEQ.getName(), seq)
        .set(PERDURE_EVENT.TYPE.getName(), event.type())
        .set(PERDURE_EVENT.CONTENT_TYPE.getName(), event.payload().contentType())
        .set(PERDURE_EVENT.RECORDED_AT.getName(), InstantNanos.toNanos(event.recordedAt()))
        .set(
            PERDURE_EVENT.METADATA.getName(), event.metadata().map(Bytes::toByteArray).orElse(null))
        .set(PERDURE_EVENT.PAYLOAD.getName(), event.payload().bytes().toByteArray());
  }
}
