package io.perdure.bench.compare;

import io.perdure.Perdure;
import io.perdure.bench.own.PerdureEntry;
import io.perdure.bench.own.Stock;
import io.perdure.bench.places.Backend;
import io.perdure.bench.places.Place;
import io.perdure.bench.work.Database;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Event;
import io.perdure.store.history.EventRange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Streams a history that is larger than the heap, in a process of its own. */
final class Streaming {
  private static final int BYTES = 256;
  private static final String HEAP = "-Xmx64m";
  private static final String PASSWORD = "PERDURE_PASSWORD";

  private Streaming() {}

  static RowResult run(Backend backend, Profile profile) throws IOException {
    int events = profile.streamed();
    try (Place place = backend.place()) {
      Database database = place.database();
      String workflow;
      try (Perdure perdure = PerdureEntry.open(database)) {
        workflow = new Stock(perdure.namespace(Stock.NAMESPACE)).history(events, BYTES);
      }
      Child.Answer answer =
          Child.run(
              List.of(HEAP),
              Streaming.class,
              List.of(
                  database.kind().name(),
                  database.url(),
                  database.user(),
                  database.schema(),
                  workflow),
              Map.of(PASSWORD, database.password()));
      boolean whole = answer.exitCode() == 0 && answer.told("events").equals(events + "");
      return new RowResult(
          "stream %,d events of %d B".formatted(events, BYTES),
          List.of(),
          List.of(
              new Verdict(
                  "all of it in a heap of 64 MB",
                  whole ? "in " + answer.told("millis") + " ms" : String.join(" ", answer.lines()),
                  whole)),
          "");
    }
  }

  /** Streams it: the kind, URL, user and schema of a database, and the workflow. */
  public static void main(String[] args) {
    Database database =
        new Database(
            Database.Kind.valueOf(args[0]),
            args[1],
            args[2],
            System.getenv().getOrDefault(PASSWORD, ""),
            args[3]);
    long begun = System.nanoTime();
    try (Perdure perdure = PerdureEntry.open(database);
        Stream<Event> events =
            perdure.namespace(Stock.NAMESPACE).history().stream(
                WorkflowId.of(args[4]), EventRange.all())) {
      System.out.println("events " + events.count());
    }
    System.out.println("millis " + (System.nanoTime() - begun) / 1_000_000);
  }
}
