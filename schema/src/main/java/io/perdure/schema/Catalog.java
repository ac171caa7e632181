package io.perdure.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a database's own catalog says about Perdure's tables, in words that are the same for every
 * database.
 *
 * @param entries what there is ({@code column perdure_event.seq}), and how it is ({@code long not
 *     null})
 */
record Catalog(SortedMap<String, String> entries) {

  /** The catalog that the changelog leads to, as read in the build. */
  static Catalog expected() {
    SortedMap<String, String> entries = new TreeMap<>();
    for (String line : Changelog.lines(Changelog.CATALOG)) {
      int separator = line.indexOf(": ");
      entries.put(line.substring(0, separator), line.substring(separator + 2));
    }
    return new Catalog(entries);
  }

  String format() {
    return entries.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
        .collect(Collectors.joining());
  }

  /** The differences of a found catalog from this expected one, in the order of their subjects. */
  List<SchemaDifference> differences(Catalog found) {
    TreeSet<String> subjects = new TreeSet<>(entries.keySet());
    subjects.addAll(found.entries.keySet());
    List<SchemaDifference> differences = new ArrayList<>();
    for (String subject : subjects) {
      String expected = entries.getOrDefault(subject, "");
      String there = found.entries.getOrDefault(subject, "");
      if (!expected.equals(there)) {
        SchemaDifference.Kind kind =
            there.isEmpty()
                ? SchemaDifference.Kind.MISSING
                : expected.isEmpty()
                    ? SchemaDifference.Kind.EXTRA
                    : SchemaDifference.Kind.DIFFERENT;
        differences.add(new SchemaDifference(kind, subject, expected, there));
      }
    }
    return differences;
  }

  /** Collects entries while a catalog is read. */
  static final class Reader {
    private final SortedMap<String, String> entries = new TreeMap<>();

    void table(String table, String manner) {
      entries.put("table " + table, manner.isEmpty() ? "table" : "table " + manner);
    }

    void view(String view, List<String> columns) {
      entries.put("view " + view, "(" + String.join(", ", columns) + ")");
    }

    void column(String table, String column, String description) {
      entries.put("column " + table + "." + column, description);
    }

    void check(String table, String name) {
      entries.put("check " + table + "." + name, "check");
    }

    void key(String table, List<String> columns) {
      entries.put("key " + table + " (" + String.join(", ", columns) + ")", "unique");
    }

    void index(String index, String table, List<String> columns, String predicate) {
      String where = predicate.isEmpty() ? "" : " where " + normal(predicate);
      entries.put("index " + index, table + " (" + String.join(", ", columns) + ")" + where);
    }

    Catalog end() {
      return new Catalog(entries);
    }
  }

  /** The word for a column's type on every database; a type that is none of ours stays as it is. */
  static String type(String databaseType) {
    String lower = databaseType.toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(lower, lower);
  }

  private static final Map<String, String> TYPES =
      Map.of("integer", "long", "bigint", "long", "blob", "bytes", "bytea", "bytes");

  /** A predicate without brackets, casts and capitals; literals stay as they are. */
  private static String normal(String predicate) {
    StringBuilder result = new StringBuilder();
    boolean literal = false;
    for (String part : predicate.split("'", -1)) {
      if (literal) {
        result.append('\'').append(part).append('\'');
      } else {
        result.append(
            part.toLowerCase(Locale.ROOT)
                .replace("::text", "")
                .replaceAll("[()]", "")
                .replaceAll("\\s+", " "));
      }
      literal = !literal;
    }
    return result.toString().strip();
  }
}
