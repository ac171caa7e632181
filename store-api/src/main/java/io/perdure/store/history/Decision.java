package io.perdure.store.history;

import io.perdure.store.internal.Checks;
import java.util.List;

/**
 * What was decided on a history: the events to append to it, and the answer for the caller.
 *
 * @param events to append; may be empty
 * @param answer what {@link History#update} answers
 */
public record Decision<T>(List<NewEvent> events, T answer) {
  public Decision {
    events = Checks.list("events", events);
    Checks.present("answer", answer);
  }

  /** That answer, and those events. */
  public static <T> Decision<T> of(T answer, NewEvent... events) {
    return new Decision<>(List.of(Checks.present("events", events)), answer);
  }
}
