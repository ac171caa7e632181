package io.perdure.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import liquibase.change.Change;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.ChangeSet;
import liquibase.database.AbstractJdbcDatabase;
import liquibase.database.DatabaseConnection;
import liquibase.database.DatabaseList;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.core.SQLiteDatabase;
import liquibase.exception.LiquibaseException;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.resource.ResourceAccessor;
import liquibase.sql.Sql;
import liquibase.sqlgenerator.SqlGeneratorFactory;
import liquibase.statement.SqlStatement;

/**
 * The change sets of a changelog, and the SQL they mean on one database.
 *
 * @param database Liquibase's view of it, with our names for its own tables
 * @param parameters what the changelog's properties say there
 */
record ChangelogSql(liquibase.database.Database database, ChangeLogParameters parameters) {

  static ChangelogSql open(Database kind, SchemaName schema, DatabaseConnection connection)
      throws LiquibaseException {
    AbstractJdbcDatabase database =
        switch (kind) {
          case SQLITE -> new SQLiteDatabase();
          case POSTGRES -> new PostgresDatabase();
        };
    database.setConnection(connection);
    database.setDatabaseChangeLogTableName("perdure_changelog");
    database.setDatabaseChangeLogLockTableName("perdure_changelog_lock");
    if (kind == Database.POSTGRES) {
      database.setDefaultSchemaName(schema.name());
      database.setLiquibaseSchemaName(schema.name());
    }
    ChangeLogParameters parameters = new ChangeLogParameters(database);
    parameters.set("schema", schema.prefix(kind));
    return new ChangelogSql(database, parameters);
  }

  /** The change sets that concern this database, in order. */
  List<ChangeSet> changeSets(String path) throws LiquibaseException {
    ResourceAccessor resources = LiquibaseRun.resources();
    return ChangeLogParserFactory.getInstance()
        .getParser(path, resources)
        .parse(path, parameters, resources)
        .getChangeSets()
        .stream()
        .filter(set -> DatabaseList.definitionMatches(set.getDbmsSet(), database, true))
        .toList();
  }

  static boolean isAfterCommit(ChangeSet changeSet) {
    return changeSet.getLabels() != null
        && changeSet.getLabels().getLabels().contains(Changelog.AFTER_COMMIT);
  }

  List<String> statements(ChangeSet changeSet) {
    List<String> statements = new ArrayList<>();
    for (Change change : changeSet.getChanges()) {
      statements.addAll(statements(change.generateStatements(database)));
    }
    return statements;
  }

  List<String> statements(SqlStatement... statements) {
    return Arrays.stream(statements)
        .flatMap(
            statement ->
                Arrays.stream(SqlGeneratorFactory.getInstance().generateSql(statement, database)))
        .map(Sql::toSql)
        .map(String::strip)
        .toList();
  }
}
