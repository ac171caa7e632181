package io.perdure.store.jooq.history;

import io.perdure.store.Bytes;
import io.perdure.store.CorruptRecordException;
import io.perdure.store.NotFoundException;
import io.perdure.store.Payload;
import io.perdure.store.StoreException;
import io.perdure.store.history.Event;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.EventRange.Direction;
import io.perdure.store.history.MarkKind;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.jooq.sql.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a range of a history in pages of bounded memory: small events come by the thousand, larger
 * ones fewer at a time, and contents far beyond the others' in groups of at most 8 MiB, or one by
 * one.
 *
 * <p>It remembers where it is, and can be asked for pages on different sessions. Not thread-safe.
 */
final class EventReader {
  private static final String TABLE = "perdure_event";
  private static final long PAGE_BYTES = HistorySql.PAGE_BYTES;
  private static final long MOST_ROWS = 8192;
  private static final long FIRST_ROWS = 256;
  private static final long FEWEST_ROWS = 8;

  private final String namespace;
  private final String workflow;
  private final boolean forwards;
  private long position;
  private long remaining;
  private long rows = FIRST_ROWS;
  private long head;
  private boolean begun;
  private boolean rechecked;
  private boolean done;

  EventReader(String namespace, String workflow, EventRange range) {
    this.namespace = namespace;
    this.workflow = workflow;
    this.forwards = range.direction() == Direction.FORWARDS;
    this.position = forwards ? Math.max(1, range.from()) : range.from();
    this.remaining = range.limit();
  }

  /** Whether the range was read to its end. */
  boolean done() {
    return done;
  }

  /** The next events of the range, at least one unless it has ended. */
  List<Event> next(Session session) {
    long wanted = Math.min(rows, remaining);
    EventRow.Reader page = new EventRow.Reader(PAGE_BYTES);
    List<EventRow> found =
        session
            .bind(forwards ? HistorySql.FORWARDS : HistorySql.BACKWARDS)
            .set("ns", namespace)
            .set("workflow", workflow)
            .set("from", position)
            .set("limit", wanted)
            .list(page, page::full);
    head = Math.max(head, page.head());
    rows = rowsAfter(page.bytes() / Math.max(1, found.size()));
    List<Event> events = new ArrayList<>(found.size());
    Map<Long, EventRow.Content> large = new HashMap<>();
    long budget = PAGE_BYTES;
    for (int i = 0; i < found.size(); i++) {
      EventRow row = found.get(i);
      if (!follows(row, page.head())) {
        return before(
            events, missing(session, row.seq(), "event " + position + " is missing before it"));
      }
      if (row.large() && !large.containsKey(row.seq())) {
        if (budget < row.size() && !events.isEmpty()) {
          return events;
        }
        budget -= fetchGroup(session, found, i, budget, PAGE_BYTES / wanted, large);
      }
      try {
        events.add(event(session, row, large));
      } catch (CorruptRecordException | NotFoundException e) {
        return before(events, e);
      }
      position = forwards ? row.seq() + 1 : row.seq() - 1;
      remaining--;
      begun = true;
    }
    if (remaining > 0 && found.size() < wanted && !page.full()) {
      if (!complete(session)) {
        if (!begun && !rechecked) {
          // The first events may have come between the two statements.
          rechecked = true;
          return next(session);
        }
        return before(events, missing(session, position, "it is missing, and the head is " + head));
      }
      done = true;
    }
    done |= remaining == 0;
    return events;
  }

  /** The next page's rows: so many that twice the average content comes with its row. */
  private long rowsAfter(long average) {
    long fitting = PAGE_BYTES / Math.max(1, 2 * average);
    return Math.max(FEWEST_ROWS, Math.min(Math.min(MOST_ROWS, rows * 4), fitting));
  }

  private boolean follows(EventRow row, long headNow) {
    long expected = forwards || begun ? position : Math.min(position, headNow);
    return row.seq() == expected;
  }

  /** Whether the history ends where the rows do. */
  private boolean complete(Session session) {
    if (!begun && (position <= 1 || !forwards)) {
      head = storedHead(session);
      return head == 0 || (!forwards && position < 1);
    }
    return forwards ? position > head : position < 1;
  }

  private long storedHead(Session session) {
    return session
        .bind(HistorySql.HEAD)
        .set("ns", namespace)
        .set("workflow", workflow)
        .first(row -> row.getLong(1))
        .orElse(0L);
  }

  /** The events that came before what is wrong; the next call meets it again. */
  private static List<Event> before(List<Event> events, StoreException wrong) {
    if (events.isEmpty()) {
      throw wrong;
    }
    return events;
  }

  /** What is wrong where something is missing: heads fall only when workflows are deleted. */
  private StoreException missing(Session session, long seq, String reason) {
    return storedHead(session) < head
        ? new NotFoundException("history any more of workflow", workflow)
        : corrupt(seq, reason, null);
  }

  /** Fetches the large contents from that row on, as many as the budget holds, and at least one. */
  private long fetchGroup(
      Session session,
      List<EventRow> found,
      int first,
      long budget,
      long share,
      Map<Long, EventRow.Content> large) {
    long bytes = 0;
    long last = found.get(first).seq();
    for (EventRow row : found.subList(first, found.size())) {
      if (row.large()) {
        if (bytes > 0 && bytes + row.size() > budget) {
          break;
        }
        bytes += row.size();
        last = row.seq();
      }
    }
    long begin = found.get(first).seq();
    session
        .bind(HistorySql.LARGE)
        .set("ns", namespace)
        .set("workflow", workflow)
        .set("low", Math.min(begin, last))
        .set("high", Math.max(begin, last))
        .set("share", share)
        .list(
            row ->
                large.put(row.getLong(1), new EventRow.Content(row.getBytes(2), row.getBytes(3))));
    return bytes;
  }

  private Event event(Session session, EventRow row, Map<Long, EventRow.Content> large) {
    EventRow.Content content = row.large() ? large.remove(row.seq()) : row.content();
    if (content == null) {
      throw missing(session, row.seq(), "its content is gone");
    }
    try {
      if (row.runNo() < 0) {
        throw new IllegalStateException("run " + row.runNo());
      }
      return new Event(
          row.seq(),
          row.runNo(),
          Checks.id("type", row.type()),
          new Payload(
              Bytes.copyOf(Corrupt.present("payload", content.payload)),
              Corrupt.present("content type", row.contentType())),
          Corrupt.present("instant", row.recordedAt()),
          Optional.ofNullable(content.metadata).map(Bytes::copyOf),
          Optional.ofNullable(row.mark()).map(mark -> Corrupt.constant(MarkKind.class, mark)));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw corrupt(row.seq(), String.valueOf(e.getMessage()), e);
    }
  }

  private CorruptRecordException corrupt(long seq, String reason, @Nullable Throwable cause) {
    return new CorruptRecordException(
        TABLE, workflow + " event " + seq, reason, Optional.empty(), cause);
  }
}
