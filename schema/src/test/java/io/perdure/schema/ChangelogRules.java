package io.perdure.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What every change set keeps to. Each rule answers what is wrong, in one line each. */
final class ChangelogRules {
  private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern CREATED =
      Pattern.compile(
          "create (table|view|(?:unique )?index)(?: \\$\\{concurrently})?(?: if not exists)? (\\S+)");
  private static final Pattern ON_TABLE = Pattern.compile(" on (\\S+) \\(");
  private static final Pattern LITERAL = Pattern.compile("'[^']*'|\\$\\{\\w+}");
  private static final Pattern OTHER_TYPES =
      Pattern.compile(
          "\\b(blob|bytea|clob|oid|varchar|char|character|timestamp|timestamptz|date|time|boolean"
              + "|bool|int|integer|bigint|smallint|serial|bigserial|real|float|double|decimal"
              + "|numeric|uuid|json|jsonb|text|autoincrement)\\b");
  private static final Pattern VERSION =
      Pattern.compile(
          "insert into \\$\\{schema}perdure_schema \\(version, change, min_reader, min_writer\\)"
              + " values \\((\\d+), '([^']+)', (\\d+), (\\d+)\\)( on conflict do nothing)?");

  private ChangelogRules() {}

  static List<String> violations(ChangeSetText set) {
    List<String> found = new ArrayList<>();
    require(found, SLUG.matcher(set.id()).matches(), set, "its id is not a slug");
    require(found, set.author().equals("perdure"), set, "its author is not perdure");
    require(
        found,
        set.body().contains("--validCheckSum: ANY\n"),
        set,
        "it has no validCheckSum: ANY, and the sum changes with the schema's name");
    for (String statement : set.statements()) {
      statement(found, set, statement);
    }
    require(
        found,
        set.statements().stream().filter(s -> VERSION.matcher(s).matches()).count() == 1,
        set,
        "it does not add its version, once");
    if (set.attributes().contains("labels:" + Changelog.AFTER_COMMIT)) {
      require(
          found,
          set.statements().stream()
              .allMatch(
                  s -> s.contains(" if not exists ") || s.endsWith(" on conflict do nothing")),
          set,
          "it runs after the commit, and cannot be repeated");
    }
    return found;
  }

  private static void statement(List<String> found, ChangeSetText set, String statement) {
    Matcher created = CREATED.matcher(statement);
    if (created.lookingAt()) {
      boolean index = created.group(1).endsWith("index");
      String prefix = index ? "perdure_" : "${schema}perdure_";
      require(
          found,
          created.group(2).startsWith(prefix),
          set,
          created.group(2) + " does not begin with " + prefix);
      Matcher table = ON_TABLE.matcher(statement);
      require(
          found,
          !index || (table.find() && table.group(1).startsWith("${schema}perdure_")),
          set,
          created.group(2) + " is not on a ${schema}perdure_ table");
    }
    if (statement.startsWith("create table") || statement.startsWith("alter table")) {
      List<String> others =
          OTHER_TYPES
              .matcher(LITERAL.matcher(statement).replaceAll("''"))
              .results()
              .map(MatchResult::group)
              .toList();
      require(found, others.isEmpty(), set, "it names a type beside the properties: " + others);
      require(found, !statement.contains(" references "), set, "it has a foreign key");
    }
    require(
        found,
        !set.attributes().contains("labels:" + Changelog.AFTER_COMMIT)
            || !statement.startsWith("create table"),
        set,
        "it makes a table after the commit");
  }

  private static void require(List<String> found, boolean kept, ChangeSetText set, String wrong) {
    if (!kept) {
      found.add(set.key() + ": " + wrong);
    }
  }

  /** Versions rise from one change set to the next; twins for two databases have one. */
  static List<String> versionViolations(List<ChangeSetText> sets) {
    List<String> found = new ArrayList<>();
    long last = 0;
    String lastName = "";
    for (ChangeSetText set : sets) {
      for (String statement : set.statements()) {
        Matcher version = VERSION.matcher(statement);
        if (version.matches()) {
          long number = Long.parseLong(version.group(1));
          boolean twin = set.name().equals(lastName) && number == last;
          require(found, twin || number == last + 1, set, "version " + number + " after " + last);
          require(found, version.group(2).equals(set.name()), set, "it adds another's name");
          last = number;
          lastName = set.name();
        }
      }
    }
    return found;
  }
}
