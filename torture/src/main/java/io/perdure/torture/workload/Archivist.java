package io.perdure.torture.workload;

import io.perdure.store.Snapshot;
import io.perdure.store.WorkflowId;
import io.perdure.store.documents.Document;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Op;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Writes documents that all share: alone, deleted and put again, and in pairs with a history, which
 * every transaction takes forward together.
 */
final class Archivist extends Trade {
  Archivist(Desk desk, Random chance) {
    super(desk, chance);
  }

  /** How far both of a pair are. */
  private record Both(long head, long revision) {}

  @Override
  void work() {
    int next = any(100);
    if (next < 45) {
      document();
    } else if (next < 60) {
      deleted();
    } else {
      pair();
    }
  }

  private void document() {
    String key = name("document", 3);
    long revision = desk().store().documents().revision(key);
    long stale = percent(5) && revision > 0 ? revision - 1 : revision;
    desk().alone("put", new Effect.Put(key, stale));
  }

  private void deleted() {
    String key = name("gone", 2);
    Optional<Document> found = desk().store().documents().find(key);
    long revision = found.map(Document::revision).orElse(0L);
    if (found.isPresent() && percent(40)) {
      desk().alone("delete", new Effect.Drop(key, revision));
    } else {
      desk().alone("put", new Effect.Put(key, revision));
    }
  }

  private void pair() {
    String name = name("pair", 3);
    Both both = desk().store().snapshot(state -> look(state, name));
    desk()
        .ask(
            "pair",
            percent(50) ? Op.Manner.ONCE : Op.Manner.TOGETHER,
            List.of(events(name, both.head(), 1), new Effect.Put(name, both.revision())));
  }

  private Both look(Snapshot state, String name) {
    long before = System.nanoTime();
    Both both =
        new Both(state.history().head(WorkflowId.of(name)), state.documents().revision(name));
    desk().log().saw(before, "pair " + name + " " + both.head() + " " + both.revision());
    return both;
  }
}
