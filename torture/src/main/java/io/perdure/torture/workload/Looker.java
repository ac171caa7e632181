package io.perdure.torture.workload;

import io.perdure.store.NotFoundException;
import io.perdure.store.WorkflowId;
import io.perdure.store.documents.Document;
import io.perdure.store.history.Event;
import io.perdure.torture.truth.Op;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Reads what others write and writes down what it saw: only what was committed may be seen. */
final class Looker extends Trade {
  Looker(Desk desk, Random chance) {
    super(desk, chance);
  }

  @Override
  void work() {
    long before = System.nanoTime();
    if (percent(50)) {
      String key = name("document", 3);
      Optional<Document> found = desk().store().documents().find(key);
      desk()
          .log()
          .saw(
              before,
              "document "
                  + key
                  + " "
                  + found
                      .map(seen -> seen.revision() + " " + writer(seen.payload().bytes().toUtf8()))
                      .orElse("0 nobody"));
    } else {
      history(before, name(oneOf(List.of("life", "life", "resource", Sweeper.NOUN)), 4));
    }
  }

  private void history(long before, String workflow) {
    try {
      List<Event> events = desk().store().history().read(WorkflowId.of(workflow));
      String last =
          events.isEmpty()
              ? "nobody"
              : writer(events.get(events.size() - 1).payload().bytes().toUtf8());
      desk().log().saw(before, "history " + workflow + " " + events.size() + " " + last);
    } catch (NotFoundException e) {
      desk().log().saw(before, "gone " + workflow);
    }
  }

  private static String writer(String content) {
    return Op.writer(content);
  }
}
