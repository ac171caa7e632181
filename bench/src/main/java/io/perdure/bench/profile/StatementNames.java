package io.perdure.bench.profile;

import io.perdure.Perdure;
import io.perdure.conformance.kit.StatementTexts;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What Perdure calls its statements, by their texts; those of others by how they begin. */
final class StatementNames {
  /** Knows none. */
  static final StatementNames NONE = new StatementNames(Map.of());

  private static final int HEAD = 60;
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern SCHEMA = Pattern.compile("\"?perdure_bench_\\w+\"?\\.");

  /** Placeholders, and what a server tells as placeholders because it is a literal. */
  private static final Pattern VALUE = Pattern.compile("\\$\\d+|\\?|'[^']*'|\\b\\d+\\b");

  private final Map<String, String> names;

  private StatementNames(Map<String, String> names) {
    this.names = names;
  }

  /** The statements of a store that is opened for it. */
  static StatementNames of(Supplier<Perdure> opened) {
    Map<String, String> names = new HashMap<>();
    try (Perdure perdure = opened.get()) {
      StatementTexts.of(perdure).forEach((name, text) -> names.putIfAbsent(bare(text), name));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return new StatementNames(names);
  }

  /** The name of the statement, or its beginning. */
  String of(String text) {
    String name = names.get(bare(text));
    if (name != null) {
      return name;
    }
    String shown = SPACE.matcher(SCHEMA.matcher(text).replaceAll("")).replaceAll(" ").trim();
    return shown.length() <= HEAD ? shown : shown.substring(0, HEAD) + "…";
  }

  private static String bare(String text) {
    String anywhere = SCHEMA.matcher(text).replaceAll("");
    return SPACE.matcher(VALUE.matcher(anywhere).replaceAll("?")).replaceAll(" ").trim();
  }
}
