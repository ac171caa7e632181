package io.perdure.store.jooq.dialect;

import io.perdure.store.history.NewEvent;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Session;
import java.util.Collection;
import java.util.List;

/** How one database takes new events: row by row, or as arrays. */
public interface EventWriter {
  /**
   * Moves the head from the expected one and inserts the unmarked events behind it, in the
   * workflow's current run; nothing if the stored head is another. At least one event. On a
   * database where this is one statement it is atomic without a transaction.
   *
   * @return whether the head was the expected one
   */
  boolean append(
      Session session, String namespace, String workflow, long expectedHead, List<NewEvent> events);

  /** Inserts events from that sequence number on, event i in run {@code runs[i]}. */
  void insert(
      Session session,
      String namespace,
      String workflow,
      long firstSeq,
      List<NewEvent> events,
      long[] runs);

  /** The statements it runs, to be compiled at open. */
  Collection<CompiledSql> statements();
}
