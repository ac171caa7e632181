package io.perdure.store.jooq.dialect.postgres;

import static io.perdure.tables.Tables.PERDURE_EVENT;

import io.perdure.store.Bytes;
import io.perdure.store.history.NewEvent;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.tables.InstantNanos;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets events as one array per column, which the driver sends in binary form. */
final class EventArrays {
  private EventArrays() {}

  /** What every append sets. */
  static void set(Bound statement, List<NewEvent> events, long firstSeq) {
    int size = events.size();
    Long[] seqs = new Long[size];
    String[] types = new String[size];
    String[] contentTypes = new String[size];
    Long[] recordedAt = new Long[size];
    byte[] @Nullable [] metadata = new byte[size][];
    byte[][] payloads = new byte[size][];
    for (int i = 0; i < size; i++) {
      NewEvent event = events.get(i);
      seqs[i] = firstSeq + i;
      types[i] = event.type();
      contentTypes[i] = event.payload().contentType();
      recordedAt[i] = InstantNanos.toNanos(event.recordedAt());
      metadata[i] = event.metadata().map(Bytes::toByteArray).orElse(null);
      payloads[i] = event.payload().bytes().toByteArray();
    }
    ArrayRows.set(statement, PERDURE_EVENT.SEQ, seqs);
    ArrayRows.set(statement, PERDURE_EVENT.TYPE, types);
    ArrayRows.set(statement, PERDURE_EVENT.CONTENT_TYPE, contentTypes);
    ArrayRows.set(statement, PERDURE_EVENT.RECORDED_AT, recordedAt);
    ArrayRows.set(statement, PERDURE_EVENT.METADATA, metadata);
    ArrayRows.set(statement, PERDURE_EVENT.PAYLOAD, payloads);
  }

  /** What an insert whose runs and marks are known sets as well. */
  static void setMarks(Bound statement, List<NewEvent> events, long[] runs) {
    @Nullable String[] marks = new String[runs.length];
    for (int i = 0; i < runs.length; i++) {
      marks[i] = events.get(i).mark().map(mark -> mark.kind().name()).orElse(null);
    }
    ArrayRows.set(
        statement, PERDURE_EVENT.RUN_NO, Arrays.stream(runs).boxed().toArray(Long[]::new));
    ArrayRows.set(statement, PERDURE_EVENT.MARK, marks);
  }
}
