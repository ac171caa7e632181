package io.perdure.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The printed SQL. After a wanted change: {@code ./mvnw -pl schema test -Dtest=PrintedSqlTest
 * -Dperdure.golden=refresh}, and read the difference.
 */
class PrintedSqlTest {
  private static final Path GOLDEN = Path.of("src/test/resources/io/perdure/schema/golden");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  @DisplayName("the SQL for a new database is the reviewed one")
  void golden(Database database) throws IOException {
    Path golden = GOLDEN.resolve(database.name().toLowerCase(Locale.ROOT) + ".sql");
    String printed = StoreSchema.sqlFor(database);
    if ("refresh".equals(System.getProperty("perdure.golden"))) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, printed);
    }
    assertThat(printed).isEqualTo(Files.readString(golden));
  }

  @Test
  @DisplayName("another schema's name stands before every table, and nowhere the default one")
  void otherSchema() {
    String printed = StoreSchema.sqlFor(Database.POSTGRES, "orders");
    assertThat(printed).contains("create table \"orders\".perdure_event").doesNotContain("${");
    assertThat(printed.replace("\"orders\".perdure_", "").replace("'perdure'", ""))
        .doesNotContain("\"perdure\"");
  }

  @Test
  @DisplayName("the script makes a valid database by itself")
  void script() throws SQLException {
    SqliteFile file = new SqliteFile(folder.resolve("store.db"));
    file.execute(
        Arrays.stream(StoreSchema.sqlFor(Database.SQLITE).split(";\n", -1))
            .filter(statement -> !statement.isBlank())
            .toArray(String[]::new));
    assertThat(file.schema().status().state()).isEqualTo(SchemaState.CURRENT);
    assertThat(file.schema().validate()).isEmpty();
  }

  @Test
  @DisplayName("the printed SQL leads to what Liquibase itself leads to, rows included")
  void sameAsLiquibase() throws SQLException {
    SqliteFile printed = new SqliteFile(folder.resolve("printed.db"));
    printed.schema().migrate();
    SqliteFile applied = new SqliteFile(folder.resolve("applied.db"));
    Changelog own = Changelog.own();
    applied.schema().changelog(new Changelog(own.path(), own.changes(), false)).migrate();

    assertThat(applied.schema().validate()).isEmpty();
    assertThat(catalog(applied)).isEqualTo(catalog(printed));
    assertThat(changelogRows(applied)).isEqualTo(changelogRows(printed)).isNotEmpty();
    assertThat(lockRows(applied)).isEqualTo(lockRows(printed));
  }

  private static List<String> catalog(SqliteFile file) throws SQLException {
    return query(file, "select coalesce(sql, name) from sqlite_master order by name");
  }

  /** All but when it happened. */
  private static List<String> changelogRows(SqliteFile file) throws SQLException {
    return query(
        file,
        "select concat_ws('|', id, author, filename, orderexecuted, exectype, md5sum, description,"
            + " coalesce(comments, 'null'), coalesce(tag, 'null'), liquibase,"
            + " coalesce(contexts, 'null'), coalesce(labels, 'null')) from perdure_changelog"
            + " order by orderexecuted");
  }

  private static List<String> lockRows(SqliteFile file) throws SQLException {
    return query(
        file,
        "select concat_ws('|', id, locked, coalesce(lockgranted, 'null'),"
            + " coalesce(lockedby, 'null')) from perdure_changelog_lock");
  }

  private static List<String> query(SqliteFile file, String sql) throws SQLException {
    try (Connection connection = file.connect()) {
      return Sql.query(connection, sql, row -> row.getString(1));
    }
  }
}
