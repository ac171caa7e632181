package io.perdure.demo.shop;

import io.perdure.store.Bytes;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The steps of an order, first to last: what a deployed package holds. An order keeps the recipe it
 * began with, whatever is deployed later.
 *
 * @param steps at least one
 */
public record Recipe(List<Step> steps) {
  /** The first version. */
  public static final Recipe V1 =
      parse(Bytes.utf8("reserve Reserved\ncharge Charged\nship Shipped"));

  /** The second one, which wraps. */
  public static final Recipe V2 =
      parse(Bytes.utf8("reserve Reserved\ncharge Charged\nwrap Wrapped\nship Shipped"));

  /**
   * One step.
   *
   * @param name what its job is called
   * @param done the event that says that it is done
   */
  public record Step(String name, String done) {}

  public Recipe {
    steps = List.copyOf(steps);
  }

  /** Reads a package's archive: a line for each step, its name and its event. */
  public static Recipe parse(Bytes archive) {
    return new Recipe(archive.toUtf8().lines().map(Recipe::step).toList());
  }

  private static Step step(String line) {
    int space = line.indexOf(' ');
    return new Step(line.substring(0, space), line.substring(space + 1));
  }

  /** What a package's archive says of it. */
  public Bytes archive() {
    return Bytes.utf8(
        steps.stream()
            .map(step -> step.name() + " " + step.done())
            .collect(Collectors.joining("\n")));
  }

  /** Whether that event says that a step is done. */
  boolean isDone(String event) {
    return steps.stream().anyMatch(step -> step.done().equals(event));
  }
}
