package io.perdure.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import liquibase.ChecksumVersion;
import liquibase.Scope;
import liquibase.changelog.ChangeSet;
import liquibase.database.OfflineConnection;
import liquibase.exception.LiquibaseException;
import liquibase.statement.core.CreateDatabaseChangeLogLockTableStatement;
import liquibase.statement.core.CreateDatabaseChangeLogTableStatement;
import liquibase.statement.core.InitializeDatabaseChangeLogLockTableStatement;
import liquibase.util.LiquibaseUtil;

/**
 * Prints, in the build, what a new database gets: the SQL, the versions, and the catalog that it
 * leads to.
 */
final class SqlPrinter {
  /** Whatever the schema's name will be, it stands here while Liquibase writes. */
  private static final SchemaName PLACE = new SchemaName("perdure_schema_name");

  /** Ends the id of a change set whose twin is for SQLite: both make the same change. */
  private static final String TWIN = "-postgres$";

  private SqlPrinter() {}

  /** Writes into the folder of compiled classes that is named. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]).resolve(Changelog.FOLDER);
    for (Database database : Database.values()) {
      write(folder, PrintedSql.file(database), text(print(Changelog.PATH, database)));
      write(folder, PrintedSql.changesFile(database), text(changes(Changelog.PATH, database)));
    }
    // Drivers are looked for once, and another plugin of the build may have had that done before.
    Class.forName("org.sqlite.JDBC");
    try (Connection scratch = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      for (String statement : print(Changelog.PATH, Database.SQLITE)) {
        io.perdure.schema.Sql.execute(scratch, statement.replace(PrintedSql.SCHEMA, ""));
      }
      write(folder, Changelog.VERSIONS, versions(scratch, afterCommit(Changelog.PATH)));
      write(folder, Changelog.CATALOG, SqliteCatalog.read(scratch).format());
    }
  }

  private static List<String> afterCommit(String path) throws Exception {
    List<String> names = new ArrayList<>();
    Scope.child(
        LiquibaseRun.quiet(),
        () ->
            offline(Database.SQLITE, PLACE).changeSets(path).stream()
                .filter(ChangelogSql::isAfterCommit)
                .map(ChangeSet::getId)
                .forEach(names::add));
    return names;
  }

  private static ChangelogSql offline(Database database, SchemaName schema)
      throws LiquibaseException {
    OfflineConnection offline =
        new OfflineConnection("offline:" + database.changelogName(), LiquibaseRun.resources());
    return ChangelogSql.open(database, schema, offline);
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name), text);
  }

  private static String text(Map<String, List<String>> changes) {
    StringBuilder text = new StringBuilder();
    changes.forEach(
        (name, statements) ->
            text.append(PrintedSql.CHANGE).append(name).append('\n').append(text(statements)));
    return text.toString();
  }

  private static String text(List<String> statements) {
    for (String statement : statements) {
      if (statement
          .lines()
          .anyMatch(
              line -> line.equals(PrintedSql.SEPARATOR) || line.startsWith(PrintedSql.CHANGE))) {
        throw new IllegalStateException("A statement holds the separator: " + statement);
      }
    }
    return statements.stream()
        .collect(Collectors.joining(";\n" + PrintedSql.SEPARATOR + "\n", "", ";\n"));
  }

  private static String versions(Connection scratch, List<String> afterCommit) throws SQLException {
    return io.perdure.schema.Sql.query(
            scratch,
            "select version, change, min_reader, min_writer from perdure_schema order by version",
            row ->
                new Change(
                    row.getLong(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getLong(4),
                    afterCommit.contains(row.getString(2))))
        .stream()
        .map(change -> change.format() + "\n")
        .collect(Collectors.joining());
  }

  /** The statements that make a new database, rows of the changelog table included. */
  static List<String> print(String path, Database database) throws Exception {
    List<String> result = new ArrayList<>();
    Scope.child(LiquibaseRun.quiet(), () -> result.addAll(printQuietly(path, database)));
    return result;
  }

  /** The statements of each change by its name, rows of the changelog table included. */
  static Map<String, List<String>> changes(String path, Database database) throws Exception {
    Map<String, List<String>> result = new LinkedHashMap<>();
    Scope.child(LiquibaseRun.quiet(), () -> result.putAll(changesQuietly(path, database)));
    return result;
  }

  private static Map<String, List<String>> changesQuietly(String path, Database kind)
      throws Exception {
    ChangelogSql sql = offline(kind, PLACE);
    List<ChangeSet> named = offline(kind, SchemaName.DEFAULT).changeSets(path);
    List<ChangeSet> changeSets = sql.changeSets(path);
    Map<String, List<String>> changes = new LinkedHashMap<>();
    for (int i = 0; i < changeSets.size(); i++) {
      List<String> statements = new ArrayList<>(sql.statements(changeSets.get(i)));
      statements.add(row(sql, named.get(i), i + 1));
      changes.put(
          changeSets.get(i).getId().replaceFirst(TWIN, ""),
          statements.stream().map(SqlPrinter::withPlaceOfSchema).toList());
    }
    return changes;
  }

  private static List<String> printQuietly(String path, Database kind) throws Exception {
    ChangelogSql sql = offline(kind, PLACE);
    List<ChangeSet> named = offline(kind, SchemaName.DEFAULT).changeSets(path);
    sql.parameters().set("concurrently", "");
    List<String> statements =
        new ArrayList<>(
            sql.statements(
                new CreateDatabaseChangeLogTableStatement(),
                new CreateDatabaseChangeLogLockTableStatement(),
                new InitializeDatabaseChangeLogLockTableStatement()));
    List<ChangeSet> changeSets = sql.changeSets(path);
    for (int i = 0; i < changeSets.size(); i++) {
      statements.addAll(sql.statements(changeSets.get(i)));
      statements.add(row(sql, named.get(i), i + 1));
    }
    return statements.stream().map(SqlPrinter::withPlaceOfSchema).toList();
  }

  private static String withPlaceOfSchema(String statement) {
    Pattern name = Pattern.compile("\"?" + PLACE.name() + "\"?\\.");
    return name.matcher(statement).replaceAll(Matcher.quoteReplacement(PrintedSql.SCHEMA));
  }

  /**
   * What Liquibase would write down for the default schema: sums change with its name. The
   * deployment's number is the time, and so is left 0.
   */
  private static String row(ChangelogSql sql, ChangeSet set, int order) {
    String labels =
        set.getLabels() == null || set.getLabels().isEmpty()
            ? "NULL"
            : literal(set.getLabels().toString());
    return "INSERT INTO "
        + sql.database()
            .escapeTableName(null, sql.database().getLiquibaseSchemaName(), "perdure_changelog")
        + " (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS,"
        + " EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ("
        + String.join(
            ", ",
            literal(set.getId()),
            literal(set.getAuthor()),
            literal(set.getFilePath()),
            sql.database().getCurrentDateTimeFunction(),
            Integer.toString(order),
            literal(set.generateCheckSum(ChecksumVersion.latest()).toString()),
            literal(set.getDescription()),
            literal(set.getComments() == null ? "" : set.getComments()),
            literal(ChangeSet.ExecType.EXECUTED.value),
            "NULL",
            labels,
            literal(LiquibaseUtil.getBuildVersion()),
            literal("0000000000"))
        + ")";
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
