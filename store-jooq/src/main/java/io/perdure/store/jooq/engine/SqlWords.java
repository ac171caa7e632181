package io.perdure.store.jooq.engine;

import io.perdure.store.jooq.sql.SqlNotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits SQL text into statements, and each into its words: what stands outside of comments, quotes
 * and parentheses. Reads the notations of Postgres and of SQLite: nested comments, doubled quotes,
 * {@code E''} strings, dollar quotes, backticks.
 *
 * <p>A body between BEGIN and END in a CREATE statement belongs to that statement. Not thread-safe.
 */
final class SqlWords {
  private final String text;
  private final List<List<String>> statements = new ArrayList<>();
  private List<String> words = new ArrayList<>();
  private int at;
  private int parentheses;

  /** BEGIN and CASE without their END, in the body of a function or trigger. */
  private int blocks;

  private final SqlNotation notation;

  private SqlWords(String text, SqlNotation notation) {
    this.text = text;
    this.notation = notation;
  }

  /**
   * The words of each statement, in upper case; {@code =} is one. Statements without any are left
   * out.
   */
  static List<List<String>> of(String text, SqlNotation notation) {
    return new SqlWords(text, notation).read();
  }

  private List<List<String>> read() {
    boolean sqlite = notation == SqlNotation.SQLITE;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (starts("--")) {
        skipPast("\n");
      } else if (starts("/*")) {
        skipComment();
      } else if (c == '\'' || c == '"' || (sqlite && c == '`')) {
        skipQuoted(c, false);
      } else if (sqlite && c == '[') {
        skipPast("]");
      } else if (!sqlite && c == '$') {
        skipDollar();
      } else if (Character.isUnicodeIdentifierStart(c) || c == '_') {
        word();
      } else {
        symbol(c);
        at++;
      }
    }
    end();
    return statements;
  }

  private void symbol(char c) {
    switch (c) {
      case '(' -> parentheses++;
      case ')' -> parentheses = Math.max(0, parentheses - 1);
      case '=' -> add("=");
      case ';' -> {
        if (parentheses == 0 && blocks == 0) {
          end();
        }
      }
      default -> {
        // Says nothing about where a statement begins.
      }
    }
  }

  private void end() {
    if (!words.isEmpty()) {
      statements.add(words);
      words = new ArrayList<>();
    }
    parentheses = 0;
    blocks = 0;
  }

  private void word() {
    int start = at;
    while (at < text.length() && isPart(text.charAt(at))) {
      at++;
    }
    String word = text.substring(start, at).toUpperCase(Locale.ROOT);
    boolean escapes =
        notation == SqlNotation.POSTGRES
            && word.equals("E")
            && at < text.length()
            && text.charAt(at) == '\'';
    if (escapes) {
      skipQuoted('\'', true);
    } else if (parentheses == 0) {
      add(word);
    }
  }

  private void add(String word) {
    if (parentheses > 0) {
      return;
    }
    if (blocks > 0) {
      inBody(word);
      return;
    }
    boolean triggerBody = word.equals("BEGIN") && creates("TRIGGER");
    boolean functionBody =
        word.equals("ATOMIC")
            && last().equals("BEGIN")
            && (creates("FUNCTION") || creates("PROCEDURE"));
    if (triggerBody || functionBody) {
      blocks = 1;
    }
    words.add(word);
  }

  private void inBody(String word) {
    if (word.equals("CASE")) {
      blocks++;
    } else if (word.equals("END")) {
      blocks--;
    }
  }

  private boolean creates(String what) {
    int first = Math.min(words.size(), 1);
    return !words.isEmpty()
        && words.get(0).equals("CREATE")
        && words.subList(first, Math.min(words.size(), 4)).contains(what);
  }

  private String last() {
    return words.isEmpty() ? "" : words.get(words.size() - 1);
  }

  private static boolean isPart(char c) {
    return Character.isUnicodeIdentifierPart(c) || c == '$';
  }

  private boolean starts(String with) {
    return text.startsWith(with, at);
  }

  private void skipPast(String end) {
    int found = text.indexOf(end, at);
    at = found < 0 ? text.length() : found + end.length();
  }

  private void skipComment() {
    int depth = 0;
    do {
      if (starts("/*") && (depth == 0 || notation == SqlNotation.POSTGRES)) {
        depth++;
        at += 2;
      } else if (starts("*/")) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < text.length());
  }

  /** A doubled quote is two quotes one after the other, which comes to the same here. */
  private void skipQuoted(char quote, boolean backslashEscapes) {
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      at += backslashEscapes && text.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }

  /** A dollar quote, or a parameter, whose dollar sign alone is skipped. */
  private void skipDollar() {
    int tag = at + 1;
    while (tag < text.length() && Character.isUnicodeIdentifierPart(text.charAt(tag))) {
      tag++;
    }
    boolean quotes =
        tag < text.length()
            && text.charAt(tag) == '$'
            && (tag == at + 1 || !Character.isDigit(text.charAt(at + 1)));
    if (quotes) {
      String delimiter = text.substring(at, tag + 1);
      at = tag + 1;
      skipPast(delimiter);
    } else {
      at++;
    }
  }
}
