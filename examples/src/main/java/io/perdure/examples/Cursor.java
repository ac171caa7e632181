package io.perdure.examples;

import io.perdure.Perdure;
import io.perdure.store.Payload;
import io.perdure.store.RevisionConflictException;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.documents.Document;
import io.perdure.store.history.Event;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.NewEvent;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A document as a cursor: how far a reader of a history is. Two readers that share it can not both
 * move it over the same events.
 */
public final class Cursor {
  private static final WorkflowId ORDER = WorkflowId.of("order-1042");
  private static final String KEY = "mails of " + ORDER;

  private Cursor() {}

  /** Runs on a new file in a folder of its own, or on the new file that is named. */
  public static void main(String[] args) throws IOException {
    Path file =
        args.length > 0
            ? Path.of(args[0])
            : Files.createTempDirectory("perdure-example").resolve("cursor.db");
    run(file, System.out);
  }

  static void run(Path file, PrintStream out) {
    try (Perdure perdure = Perdure.sqlite(file).migrateOnOpen().open()) {
      Store shop = perdure.namespace("shop");
      shop.history().append(ORDER, 0, event("Placed"), event("Paid"));
      out.println("new: " + next(shop));
      shop.history().append(ORDER, 2, event("Shipped"));
      out.println("new: " + next(shop));
      out.println("new: " + next(shop));

      Document cursor = shop.documents().get(KEY);
      shop.documents().put(KEY, cursor.revision(), Payload.json("0"));
      try {
        shop.documents().put(KEY, cursor.revision(), Payload.json("1"));
      } catch (RevisionConflictException moved) {
        out.println(moved.getMessage());
      }
    }
  }

  /** The types of the events behind the cursor, which is then behind them. */
  private static List<String> next(Store shop) {
    return shop.transact(
        tx -> {
          Optional<Document> cursor = tx.documents().find(KEY);
          long seen = cursor.map(c -> Long.parseLong(c.payload().bytes().toUtf8())).orElse(0L);
          List<Event> behind = tx.history().read(ORDER, EventRange.from(seen + 1));
          tx.documents()
              .put(
                  KEY,
                  cursor.map(Document::revision).orElse(0L),
                  Payload.json(Long.toString(seen + behind.size())));
          return behind.stream().map(Event::type).toList();
        });
  }

  private static NewEvent event(String type) {
    return NewEvent.of(type, Payload.json("{}"), Instant.now());
  }
}
