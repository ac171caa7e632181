package io.perdure.schema;

import io.perdure.schema.SchemaChange.Lock;
import io.perdure.schema.SchemaChange.Waiting;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the statements of one change do to those who work beside it, told by their kind. A statement
 * of a kind that is not listed here is refused, so that no change goes unclassified.
 *
 * <p>What a change set made itself is locked from nobody. Rows of the changelog and version tables
 * count for nothing. On SQLite a change holds the write lock of the file, whatever it does.
 */
final class Effects {
  private static final String EXCLUSIVE = "ACCESS EXCLUSIVE";
  private static final String ROWS = "ROW EXCLUSIVE";

  /** What Postgres keeps beside the rows, and so adds without touching them. */
  private static final Pattern CONSTANT_DEFAULT =
      Pattern.compile("(?!.* generated ).* default (-?\\d+|'[^']*'|null|true|false)( .*)?");

  private static final Pattern SELECTED = Pattern.compile(" (?:from|join) (\\S*perdure_\\w+)");

  private record Kind(Pattern pattern, BiConsumer<Effects, MatchResult> effect) {
    Kind(String pattern, BiConsumer<Effects, MatchResult> effect) {
      this(Pattern.compile(pattern), effect);
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind("create table (?:if not exists )?(\\S+) .*", (e, m) -> e.made.add(m.group(1))),
          new Kind(
              "create (?:unique )?index concurrently (?:if not exists )?\\S+ on (\\S+) .*",
              (e, m) -> e.lock("SHARE UPDATE EXCLUSIVE", m.group(1), Waiting.NOBODY)),
          new Kind(
              "create (?:unique )?index (?:if not exists )?\\S+ on (\\S+) .*",
              (e, m) -> e.lock("SHARE", m.group(1), Waiting.WRITERS)),
          new Kind("create view (\\S+) as .*", (e, m) -> e.made.add(m.group(1))),
          new Kind(
              "drop view (?:if exists )?(\\S+)",
              (e, m) -> e.lock(EXCLUSIVE, m.group(1), Waiting.EVERYBODY)),
          new Kind("alter table (\\S+) add column (.*)", Effects::addColumn),
          new Kind(
              "alter table (\\S+) (?:drop column \\S+|alter column \\S+ type .*)",
              (e, m) -> {
                e.lock(EXCLUSIVE, m.group(1), Waiting.EVERYBODY);
                e.rewrite(m.group(1));
              }),
          new Kind(
              "(?:drop table|alter table (?=\\S+ rename ))(?: if exists)? ?(\\S+).*",
              (e, m) -> e.lock(EXCLUSIVE, m.group(1), Waiting.EVERYBODY)),
          new Kind("insert into (\\S+) .*", Effects::insert),
          new Kind(
              "(?:update|delete from) (\\S+).*",
              (e, m) -> {
                e.lock(ROWS, m.group(1), Waiting.WRITERS);
                e.rewrite(m.group(1));
              }));

  private final Database database;
  private final Set<String> made = new LinkedHashSet<>();
  private final Set<Lock> locks = new LinkedHashSet<>();
  private final Set<String> rewrites = new LinkedHashSet<>();

  private Effects(Database database) {
    this.database = database;
  }

  /**
   * The effects of a change set's statements.
   *
   * @throws IllegalArgumentException for a statement of a kind that is not known
   */
  static Effects of(Database database, List<String> statements) {
    Effects effects = new Effects(database);
    if (database == Database.SQLITE) {
      effects.locks.add(new Lock("the write lock", "the file", Waiting.WRITERS));
    }
    for (String statement : statements) {
      effects.add(statement.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT));
    }
    return effects;
  }

  List<Lock> locks() {
    return new ArrayList<>(locks);
  }

  List<String> rewrites() {
    return new ArrayList<>(rewrites);
  }

  private void add(String statement) {
    for (Kind kind : KINDS) {
      Matcher matcher = kind.pattern().matcher(statement);
      if (matcher.matches()) {
        kind.effect().accept(this, matcher);
        return;
      }
    }
    throw new IllegalArgumentException(
        "whom it makes wait is not known; teach it to Effects: " + statement);
  }

  private void addColumn(MatchResult column) {
    String definition = " " + column.group(2) + " ";
    lock(EXCLUSIVE, column.group(1), Waiting.EVERYBODY);
    boolean computed = definition.contains(" default ") || definition.contains(" generated ");
    if (computed && !CONSTANT_DEFAULT.matcher(definition.stripTrailing()).matches()) {
      rewrite(column.group(1));
    }
  }

  /** Filling a new table from an old one is how SQLite alters what it cannot alter. */
  private void insert(MatchResult insert) {
    lock(ROWS, insert.group(1), Waiting.NOBODY);
    Matcher selected = SELECTED.matcher(insert.group());
    while (selected.find()) {
      rewrite(selected.group(1));
    }
  }

  private void lock(String name, String on, Waiting waiting) {
    if (database == Database.POSTGRES && !made.contains(on) && !isOwn(on)) {
      locks.add(new Lock(name, bare(on), waiting));
    }
  }

  private void rewrite(String table) {
    if (!made.contains(table) && !isOwn(table)) {
      rewrites.add(bare(table));
    }
  }

  private static boolean isOwn(String table) {
    String name = bare(table);
    return name.equals("perdure_schema") || name.equals("perdure_changelog");
  }

  private static String bare(String qualified) {
    return qualified.substring(
        Math.max(qualified.lastIndexOf('.'), qualified.lastIndexOf('}')) + 1);
  }
}
