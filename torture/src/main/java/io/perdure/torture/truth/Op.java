package io.perdure.torture.truth;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One operation: what is asked of a store in one call.
 *
 * @param id unique in a run; it begins with the name of the log in which it is asked
 * @param kind what it is called in the report
 * @param manner how it is asked for
 * @param effects what is asked, in order: all of it or nothing
 */
public record Op(String id, String kind, Manner manner, List<Effect> effects) {
  private static final String BETWEEN = "|";

  /** How an operation is asked for. */
  public enum Manner {
    /** One call of one room. */
    ALONE,
    /** In one transaction. */
    TOGETHER,
    /** In one transaction under a key, so that it may be asked for again. */
    ONCE
  }

  /** Keeps its own list. */
  public Op {
    effects = List.copyOf(effects);
  }

  /** Its words for one line of a log. */
  String words() {
    return id
        + " "
        + kind
        + " "
        + manner
        + " "
        + effects.stream().map(Words::of).collect(Collectors.joining(BETWEEN));
  }

  /** Reads what {@link #words} wrote. */
  static Op of(String words) {
    String[] parts = words.split(" ", 4);
    return new Op(
        parts[0],
        parts[1],
        Manner.valueOf(parts[2]),
        Arrays.stream(parts[3].split("\\|", -1)).map(Words::effect).toList());
  }

  /**
   * What the operation writes as its content number {@code index}: its id, and filler whose length
   * follows from both, mostly short, some of 4 KiB and few of 70 KiB.
   */
  public String content(int index) {
    String name = id + "#" + index;
    int chance = Math.floorMod(name.hashCode() * 31, 1000);
    int filler = chance < 3 ? 70_000 : chance < 30 ? 4_096 : chance % 200;
    return name + " " + "-".repeat(filler);
  }

  /** The id of the operation that wrote that content; the whole content if it names none. */
  public static String writer(String content) {
    int end = content.indexOf('#');
    return end < 0 ? content : content.substring(0, end);
  }
}
