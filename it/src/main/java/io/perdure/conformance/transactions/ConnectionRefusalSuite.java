package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Store;
import io.perdure.store.StoreUsageException;
import io.perdure.store.TransactionOptions;
import io.perdure.store.WorkflowId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("X5")
@DisplayName("The connection of a transaction refuses")
public abstract class ConnectionRefusalSuite {
  private static final WorkflowId A = WorkflowId.of("a");

  private static final List<String> TEXTS =
      List.of(
          "commit",
          "COMMIT;",
          "  \n\tCommit  ",
          "/* why */ commit",
          "-- why\ncommit",
          ";commit",
          "end",
          "end transaction",
          "begin",
          "begin transaction",
          "rollback",
          "Rollback;",
          "rollback transaction",
          "select 1; commit",
          "select 1;\n-- why\n rollback",
          "select ';' ; commit");

  private static final List<String> FILE_TEXTS =
      List.of(
          "/* a /* b */ commit", "begin immediate", "begin exclusive transaction", "\ufeffcommit");

  private static final List<String> SERVER_TEXTS =
      List.of(
          "abort",
          "start transaction",
          "commit and chain",
          "rollback prepared 'x'",
          "prepare transaction 'x'",
          "/* a /* b */ c */ commit",
          "select $$;$$; commit",
          "select E'\\''; commit --'");

  /** A thing that is done with a connection. */
  private interface Use {
    void on(Connection connection) throws SQLException;
  }

  @Test
  @DisplayName("to end the transaction by its methods, and the body goes on")
  void methods(Store store) {
    Map<String, Use> uses = new LinkedHashMap<>();
    uses.put("commit", Connection::commit);
    uses.put("rollback", Connection::rollback);
    uses.put("close", Connection::close);
    uses.put("setAutoCommit(true)", connection -> connection.setAutoCommit(true));
    uses.put("setAutoCommit(false)", connection -> connection.setAutoCommit(false));
    uses.put("abort", connection -> connection.abort(Runnable::run));
    uses.put("by a statement's connection", ConnectionRefusalSuite::commitBehind);
    uses.put("by the meta data's connection", c -> c.getMetaData().getConnection().commit());
    uses.put("by a row's statement's connection", ConnectionRefusalSuite::commitBehindRow);

    assertRefused(store, uses);
  }

  private static void commitBehind(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.getConnection().commit();
    }
  }

  private static void commitBehindRow(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select 1")) {
      row.getStatement().getConnection().commit();
    }
  }

  @Test
  @DisplayName("texts that begin or end transactions, however they are written or run")
  void texts(Database database) throws SQLException {
    List<String> texts = new ArrayList<>(TEXTS);
    texts.addAll(Beside.of(database).isServer() ? SERVER_TEXTS : FILE_TEXTS);
    Map<String, Use> uses = new LinkedHashMap<>();
    for (String text : texts) {
      uses.put("execute: " + text, with(text, Statement::execute));
      uses.put("executeUpdate: " + text, with(text, Statement::executeUpdate));
      uses.put("prepareStatement: " + text, c -> c.prepareStatement(text).execute());
    }
    uses.put("executeQuery", with("commit", Statement::executeQuery));
    uses.put("executeLargeUpdate", with("commit", Statement::executeLargeUpdate));
    uses.put("keys", with("commit", (s, text) -> s.execute(text, Statement.NO_GENERATED_KEYS)));
    uses.put("prepareCall", connection -> connection.prepareCall("commit").execute());
    uses.put(
        "a batch",
        with(
            "commit",
            (statement, text) -> {
              statement.addBatch("select 1");
              statement.addBatch(text);
              statement.executeBatch();
            }));

    assertRefused(database.store(), uses);
  }

  /** What is done with a statement and a text. */
  private interface Run {
    void run(Statement statement, String text) throws SQLException;
  }

  private static Use with(String text, Run run) {
    return connection -> {
      try (Statement statement = connection.createStatement()) {
        run.run(statement, text);
      }
    };
  }

  /** Each use is refused, the event written before is not committed by it, and the body commits. */
  private static void assertRefused(Store store, Map<String, Use> uses) {
    SoftAssertions softly = new SoftAssertions();
    store.transact(
        TransactionOptions.defaults().withConnection(),
        tx -> {
          tx.history().append(A, 0, event("one"));
          uses.forEach(
              (name, use) ->
                  softly
                      .assertThat(catchThrowable(() -> use.on(tx.connection())))
                      .as(name)
                      .isInstanceOf(StoreUsageException.class));
          softly.assertAll();
          return tx.history().append(A, 1, event("two"));
        });
    assertThat(store.history().head(A)).isEqualTo(2);
  }

  @Test
  @DisplayName("no text that only speaks of transactions")
  void harmless(Database database) throws SQLException {
    Own own = Own.in(database);
    List<String> texts =
        new ArrayList<>(
            List.of(
                "select 'x; commit'",
                "select 1 as \"commit\"",
                "select 1 -- ; commit",
                "select 1 /* ; commit */",
                "select 'it''s; rollback'",
                "create table " + own.name("commits") + " (begin_at integer, end_at integer)",
                "select case when 1 = 1 then 2 end"));
    if (own.isServer()) {
      texts.add("select $$; commit$$");
      texts.add("select $tag$ $$; commit $tag$");
      texts.add("do $$ begin perform 1; end $$");
    } else {
      texts.add("select [commit] from (select 1 as [commit])");
      texts.add("select `commit` from (select 1 as `commit`)");
    }
    int run =
        database
            .store()
            .<Integer, SQLException>transact(
                TransactionOptions.defaults().withConnection(),
                tx -> {
                  int count = 0;
                  for (String text : texts) {
                    Beside.execute(tx.connection(), text);
                    count++;
                  }
                  return count;
                });

    assertThat(run).isEqualTo(texts.size());
  }

  @Test
  @Needs(Capability.EMBEDDED)
  @DisplayName("no trigger, whose text has BEGIN and END inside")
  void trigger(Database database) throws SQLException {
    Own own = Own.in(database).table();
    database
        .store()
        .<Boolean, SQLException>transact(
            TransactionOptions.defaults().withConnection(),
            tx -> {
              Beside.execute(
                  tx.connection(),
                  "create trigger twice after insert on own when new.number = 1 begin"
                      + " insert into own values (2); end");
              Beside.execute(tx.connection(), own.insert(1));
              return true;
            });

    assertThat(own.count()).isEqualTo(2);
  }
}
