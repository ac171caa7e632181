package io.perdure.store.outputs;

import io.perdure.store.internal.Checks;
import java.util.Optional;

/**
 * Which outputs of a producer the newest is wanted of.
 *
 * @param producer who produced them, 1 to 512 bytes of UTF-8
 * @param within only of that attempt
 * @param kind only of that kind
 * @param name only of that name
 */
public record Latest(
    String producer,
    Optional<TaskAttempt> within,
    Optional<OutputKind> kind,
    Optional<String> name) {
  public Latest {
    Checks.id("producer", producer);
    Checks.present("within", within);
    Checks.present("kind", kind);
    Checks.present("name", name).ifPresent(given -> Checks.id("name", given));
  }

  /** All of that producer. */
  public static Latest of(String producer) {
    return new Latest(producer, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Those of them that are of that attempt. */
  public Latest within(TaskAttempt attempt) {
    return new Latest(producer, Optional.of(Checks.present("within", attempt)), kind, name);
  }

  /** Those of them that are of that kind. */
  public Latest kind(OutputKind kind) {
    return new Latest(producer, within, Optional.of(Checks.present("kind", kind)), name);
  }

  /** Those of them that have that name. */
  public Latest name(String name) {
    return new Latest(producer, within, kind, Optional.of(Checks.id("name", name)));
  }
}
