package io.perdure.store.outputs;

import io.perdure.store.Key;
import io.perdure.store.Payload;
import io.perdure.store.internal.Checks;
import java.util.List;
import java.util.Optional;

/**
 * An output to be appended: {@code NewOutput.of(attempt, "planner",
 * ARTIFACT).name("plan").json(…)}.
 *
 * @param of the task and the attempt at it that produce it
 * @param producer who produces it, 1 to 512 bytes of UTF-8
 * @param kind what it is to those who wait for it
 * @param name by which it can be asked for, 1 to 512 bytes of UTF-8
 * @param note for people, up to 8 KiB of UTF-8
 * @param content what it holds; an empty payload unless set
 * @param parents what it was made from, in the caller's order; at most 1000, which must exist
 * @param key makes the append repeatable: unique per task. The same key with the same output
 *     answers the id that the first call answered
 * @param only whether it must be the only final of its attempt and producer
 */
public record NewOutput(
    TaskAttempt of,
    String producer,
    OutputKind kind,
    Optional<String> name,
    Optional<String> note,
    Content content,
    List<OutputId> parents,
    Optional<Key> key,
    boolean only) {
  /** The most parents of one output. */
  public static final int MAX_PARENTS = 1000;

  public NewOutput {
    Checks.present("of", of);
    Checks.id("producer", producer);
    Checks.present("kind", kind);
    Checks.present("name", name).ifPresent(given -> Checks.id("name", given));
    Checks.present("note", note).ifPresent(given -> Checks.freeText("note", given));
    Checks.present("content", content);
    parents = Checks.list("parents", parents);
    Checks.between("number of parents", parents.size(), 0, MAX_PARENTS);
    Checks.present("key", key);
    if (only && !kind.isFinal()) {
      throw new IllegalArgumentException("only a final output can be the only final, not " + kind);
    }
  }

  /** An output of that kind, with nothing in it yet. */
  public static NewOutput of(TaskAttempt of, String producer, OutputKind kind) {
    return new NewOutput(
        of,
        producer,
        kind,
        Optional.empty(),
        Optional.empty(),
        new Content.Inline(Payload.empty()),
        List.of(),
        Optional.empty(),
        false);
  }

  /** The same with that name. */
  public NewOutput name(String name) {
    return new NewOutput(
        of,
        producer,
        kind,
        Optional.of(Checks.id("name", name)),
        note,
        content,
        parents,
        key,
        only);
  }

  /** The same with that note. */
  public NewOutput note(String note) {
    Optional<String> given = Optional.of(Checks.freeText("note", note));
    return new NewOutput(of, producer, kind, name, given, content, parents, key, only);
  }

  /** The same, holding that. */
  public NewOutput content(Content content) {
    return new NewOutput(of, producer, kind, name, note, content, parents, key, only);
  }

  /** The same, holding that payload. */
  public NewOutput payload(Payload payload) {
    return content(new Content.Inline(payload));
  }

  /** The same, made from those. */
  public NewOutput parents(OutputId... parents) {
    return parents(List.of(Checks.present("parents", parents)));
  }

  /** The same, made from those. */
  public NewOutput parents(List<OutputId> parents) {
    return new NewOutput(of, producer, kind, name, note, content, parents, key, only);
  }

  /** The same with that key. */
  public NewOutput key(Key key) {
    Optional<Key> given = Optional.of(Checks.present("key", key));
    return new NewOutput(of, producer, kind, name, note, content, parents, given, only);
  }

  /** The same, as the only final of its attempt and producer: a second is refused. */
  public NewOutput onlyFinal() {
    return new NewOutput(of, producer, kind, name, note, content, parents, key, true);
  }
}
