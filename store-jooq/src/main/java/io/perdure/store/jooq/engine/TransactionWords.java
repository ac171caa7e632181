package io.perdure.store.jooq.engine;

import io.perdure.store.jooq.sql.SqlNotation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds in SQL text the statements that begin, end or change a transaction, or leave it. */
final class TransactionWords {
  private static final Set<String> ALWAYS =
      Set.of(
          "BEGIN",
          "START",
          "COMMIT",
          "END",
          "ROLLBACK",
          "ABORT",
          "SAVEPOINT",
          "RELEASE",
          "ATTACH",
          "DETACH");

  private static final Set<String> SCOPES = Set.of("SESSION", "LOCAL");

  /** What only answers a question. */
  private static final Set<String> HARMLESS_PRAGMAS =
      Set.of(
          "TABLE_INFO",
          "TABLE_XINFO",
          "TABLE_LIST",
          "INDEX_INFO",
          "INDEX_XINFO",
          "INDEX_LIST",
          "FOREIGN_KEY_LIST",
          "FOREIGN_KEY_CHECK",
          "DATABASE_LIST",
          "COLLATION_LIST",
          "FUNCTION_LIST",
          "COMPILE_OPTIONS",
          "INTEGRITY_CHECK",
          "QUICK_CHECK");

  private TransactionWords() {}

  /** The first such statement's leading words; empty if there is none. */
  static Optional<String> in(String text, SqlNotation notation) {
    return SqlWords.of(text, notation).stream()
        .filter(TransactionWords::refused)
        .map(words -> String.join(" ", words.subList(0, Math.min(words.size(), 2))))
        .findFirst();
  }

  private static boolean refused(List<String> words) {
    String first = words.get(0);
    return switch (first) {
      case "PREPARE" -> word(words, 1).equals("TRANSACTION");
      case "SET" -> changesTransaction(words);
      case "PRAGMA" -> words.stream().noneMatch(HARMLESS_PRAGMAS::contains) || words.contains("=");
      default -> ALWAYS.contains(first);
    };
  }

  private static boolean changesTransaction(List<String> words) {
    int at = SCOPES.contains(word(words, 1)) ? 2 : 1;
    String what = word(words, at);
    return what.equals("TRANSACTION")
        || what.equals("CHARACTERISTICS")
        || what.startsWith("TRANSACTION_");
  }

  private static String word(List<String> words, int at) {
    return at < words.size() ? words.get(at) : "";
  }
}
