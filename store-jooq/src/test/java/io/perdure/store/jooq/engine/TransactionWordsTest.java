package io.perdure.store.jooq.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.store.jooq.sql.SqlNotation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionWordsTest {
  @ParameterizedTest
  @DisplayName("A statement that begins, ends or changes a transaction is found")
  @ValueSource(
      strings = {
        "begin",
        "BEGIN IMMEDIATE",
        "start transaction",
        "commit",
        "Commit Work;",
        "COMMIT PREPARED 'x'",
        "end",
        "rollback",
        "rollback to savepoint a",
        "abort",
        "savepoint a",
        "release a",
        "prepare transaction 'x'",
        "set transaction isolation level serializable",
        "SET LOCAL transaction_isolation = 'serializable'",
        "set transaction_read_only to on",
        "set session characteristics as transaction read only",
        "attach 'other.db' as other",
        "detach other",
        "pragma journal_mode = delete",
        "pragma journal_mode(delete)",
        "pragma main.wal_checkpoint",
        "  \n\t commit",
        ";;commit",
        "/* a comment */ commit",
        "/* nested /* comments */ end */ commit",
        "-- a comment\ncommit",
        "/**/commit/**/",
        "select 1; commit",
        "select 1;commit;select 2",
        "select ';'; commit",
        "select 'it''s'; commit",
        "select E'it\\'s'; commit",
        "select \"a;b\"; commit",
        "select $$ ; $$; commit",
        "select $tag$ $$ ; $tag$; commit",
        "select $1; commit",
        "select $1$; commit",
        "select a$b from t; commit; select a$b",
        "select (1); commit",
        "do $$ begin null; end $$; commit",
        "create trigger t after insert on a begin delete from b; end; commit",
        "create trigger t after insert on a begin select case when 1 then 2 end; end; commit",
        "create temp trigger t after insert on a begin delete from b; end; rollback",
        "create or replace function f() returns int begin atomic select 1; end; commit",
        "create table begin (atomic int); commit",
        "create table t (id int); commit",
        "insert into t values (1) returning id; end",
        "{commit",
      })
  void found(String text) {
    assertThat(TransactionWords.in(text, SqlNotation.POSTGRES)).isPresent();
  }

  @ParameterizedTest
  @DisplayName("Other statements are let through, whatever stands in their strings and comments")
  @ValueSource(
      strings = {
        "",
        ";",
        "-- commit",
        "/* commit; */",
        "/* unfinished commit",
        "select 1",
        "select 'commit'",
        "select '; commit'",
        "select 'it''s; commit'",
        "select E'\\'; commit'",
        "select \"; commit\"",
        "select \"begin\" from t",
        "select $$; commit; $$",
        "select $a$; commit; $b$ ; $a$",
        "select 1 -- ; commit",
        "select 1 /* ; commit */ + 1",
        "select commit from t",
        "select case when a then b end from t",
        "select begin, end from t",
        "insert into commits values (1)",
        "insert into t (a) select 1; insert into t (a) select 2",
        "with commit as (select 1) select * from commit",
        "do $$ begin update t set a = 1; commit; end $$",
        "do $body$ begin null; end $body$ language plpgsql",
        "create function f() returns void as $$ begin null; end; $$ language plpgsql",
        "create function f() returns int language sql begin atomic select 1; select 2; end",
        "create or replace procedure p() begin atomic insert into t values (1); end;",
        "create trigger t after insert on a begin delete from b; delete from c; end",
        "create trigger t after update on a begin update b set c = case 1 when 1 then 2 end; end;",
        "create rule r as on insert to t do also (insert into a values (1); delete from b)",
        "prepare commits as select 1",
        "set local statement_timeout = 100",
        "set constraints all deferred",
        "set local search_path = 'transaction'",
        "pragma table_info(t)",
        "pragma main.index_list(t)",
        "explain select 1",
        "call p()",
        "lock table t",
        "savepoints",
        "update t set release = 1",
        "select 'unfinished; commit",
      })
  void letThrough(String text) {
    assertThat(TransactionWords.in(text, SqlNotation.POSTGRES)).isEmpty();
  }

  @ParameterizedTest
  @DisplayName("SQLite's own comments and quotes hide nothing")
  @ValueSource(
      strings = {
        "/* a /* b */ commit",
        "select [--]; commit",
        "select [/*]; commit",
        "select $a$; commit; select $a$",
        "select `a;b`; commit",
        "select e'\\'; commit; --'",
      })
  void foundInSqlite(String text) {
    assertThat(TransactionWords.in(text, SqlNotation.SQLITE)).isPresent();
  }

  @ParameterizedTest
  @DisplayName("SQLite's own quotes are let through")
  @ValueSource(
      strings = {
        "select `; commit` from t",
        "select [; commit] from t",
        "create trigger t after insert on a begin delete from b; delete from c; end",
        "select $a, :b, ?3, @c",
      })
  void letThroughInSqlite(String text) {
    assertThat(TransactionWords.in(text, SqlNotation.SQLITE)).isEmpty();
  }
}
