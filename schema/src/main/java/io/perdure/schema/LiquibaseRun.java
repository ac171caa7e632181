package io.perdure.schema;

import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import liquibase.GlobalConfiguration;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.analytics.configuration.AnalyticsArgs;
import liquibase.changelog.ChangeLogHistoryService;
import liquibase.changelog.ChangeLogHistoryServiceFactory;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.FastCheckService;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.helpers.DatabaseChangelogCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.command.core.helpers.ShowSummaryArgument;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.lockservice.LockServiceFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/** Liquibase, quiet, on a connection whose transaction is not its own. */
final class LiquibaseRun {
  /** Liquibase keeps state for the whole process. */
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private final Changelog changelog;
  private final SchemaName schema;
  private final Database database;

  LiquibaseRun(Changelog changelog, SchemaName schema, Database database) {
    this.changelog = changelog;
    this.schema = schema;
    this.database = database;
  }

  /** Applies every change set that is missing, but for those that run after the commit. */
  void update(Connection connection) throws SQLException {
    Connection inside = BorrowedConnection.inTransaction(connection);
    run(
        () -> {
          ChangelogSql sql = open(inside);
          CommandScope update = new CommandScope(UpdateCommandStep.COMMAND_NAME);
          update.addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, sql.database());
          update.addArgumentValue(
              DatabaseChangelogCommandStep.CHANGELOG_PARAMETERS, sql.parameters());
          update.addArgumentValue(UpdateCommandStep.CHANGELOG_FILE_ARG, changelog.path());
          update.addArgumentValue(UpdateCommandStep.LABEL_FILTER_ARG, "!" + Changelog.AFTER_COMMIT);
          update.addArgumentValue(ShowSummaryArgument.SHOW_SUMMARY, UpdateSummaryEnum.OFF);
          update.setOutput(OutputStream.nullOutputStream());
          update.execute();
        });
  }

  /** Runs one statement of a step. */
  interface StatementRunner {
    void run(String statement) throws SQLException;
  }

  /**
   * Makes the steps that run after the commit and are missing, one statement after the other.
   *
   * @param connection what Liquibase notes them down on
   */
  void afterCommit(Connection connection, StatementRunner runner) throws SQLException {
    run(
        () -> {
          ChangelogSql sql = open(connection);
          ChangeLogHistoryService history =
              Scope.getCurrentScope()
                  .getSingleton(ChangeLogHistoryServiceFactory.class)
                  .getChangeLogService(sql.database());
          history.init();
          List<ChangeSet> steps =
              sql.changeSets(changelog.path()).stream()
                  .filter(ChangelogSql::isAfterCommit)
                  .toList();
          for (ChangeSet step : steps) {
            if (history.getRanChangeSet(step) == null) {
              for (String statement : sql.statements(step)) {
                runner.run(statement);
              }
              history.setExecType(step, ChangeSet.ExecType.EXECUTED);
            }
          }
        });
  }

  private ChangelogSql open(Connection connection) throws LiquibaseException {
    return ChangelogSql.open(database, schema, new JdbcConnection(connection));
  }

  /** Work that Liquibase does. */
  interface LiquibaseWork {
    void run() throws Exception;
  }

  private static void run(LiquibaseWork work) throws SQLException {
    ONE_AT_A_TIME.lock();
    try {
      Scope.child(quiet(), () -> runAfresh(work));
    } catch (SQLException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new SchemaException("Liquibase did not apply the changelog", e);
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  private static void runAfresh(LiquibaseWork work) throws Exception {
    try {
      work.run();
    } finally {
      LockServiceFactory.getInstance().resetAll();
      Scope.getCurrentScope().getSingleton(ChangeLogHistoryServiceFactory.class).resetAll();
      Scope.getCurrentScope().getSingleton(FastCheckService.class).clearCache();
    }
  }

  /** No banner, no summary, no analytics, no proxies of class loaders. */
  static Map<String, Object> quiet() {
    Map<String, Object> values = new HashMap<>();
    values.put(Scope.Attr.ui.name(), new LoggerUIService());
    values.put(Scope.Attr.resourceAccessor.name(), resources());
    values.put(AnalyticsArgs.ENABLED.getKey(), false);
    values.put(GlobalConfiguration.CHANGELOGLOCK_WAIT_TIME.getKey(), 1L);
    return values;
  }

  static ClassLoaderResourceAccessor resources() {
    return new ClassLoaderResourceAccessor(LiquibaseRun.class.getClassLoader());
  }
}
