package io.perdure.conformance.input;

import io.perdure.store.PageToken;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Whether an answer of a store is one that the store could have written. */
final class Sound {
  private static final int LONGEST_ID = 512;
  private static final int LONGEST_TEXT = 8192;

  /** Texts that may be longer than an id, and all but the last empty. */
  private static final Set<String> LONG = Set.of("failure", "reason", "note", "uri");

  private Sound() {}

  /** The first text or number in it that cannot be; nothing if all of it can be. */
  static Optional<String> of(@Nullable Object answer) {
    return nonsense("answer", answer);
  }

  private static Optional<String> nonsense(String name, @Nullable Object answer) {
    if (answer == null) {
      return Optional.of("nothing as " + name);
    } else if (answer instanceof Optional<?> optional) {
      return optional.flatMap(value -> nonsense(name, value));
    } else if (answer instanceof Iterable<?> several) {
      return StreamSupport.stream(several.spliterator(), false)
          .flatMap(each -> nonsense(name, each).stream())
          .findFirst();
    } else if (answer instanceof String text) {
      int bytes = text.getBytes(StandardCharsets.UTF_8).length;
      int least = LONG.contains(name) && !name.equals("uri") ? 0 : 1;
      boolean sound = bytes >= least && bytes <= (LONG.contains(name) ? LONGEST_TEXT : LONGEST_ID);
      return sound ? Optional.empty() : Optional.of(bytes + " bytes as " + name);
    } else if (answer instanceof Number number) {
      return number.longValue() >= 0 ? Optional.empty() : Optional.of(number + " as " + name);
    } else if (answer instanceof Record && !(answer instanceof PageToken)) {
      return ofParts(answer);
    }
    return Optional.empty();
  }

  private static Optional<String> ofParts(Object answer) {
    for (RecordComponent component : answer.getClass().getRecordComponents()) {
      try {
        Optional<String> nonsense =
            nonsense(component.getName(), component.getAccessor().invoke(answer));
        if (nonsense.isPresent()) {
          return nonsense;
        }
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(component + " cannot be read", e);
      }
    }
    return Optional.empty();
  }
}
