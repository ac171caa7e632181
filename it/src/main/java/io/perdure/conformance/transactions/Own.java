package io.perdure.conformance.transactions;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Database;
import java.sql.SQLException;

/**
 * What somebody else has in the store's database: a table of their own, and traps, which make the
 * database itself refuse events of some types.
 */
final class Own {
  /** Events of this type fail when they are inserted. */
  static final String AT_ONCE = "at once";

  /** Events of this type fail when their transaction commits. */
  static final String AT_COMMIT = "at commit";

  /** On a server: the first event of this type fails for a reason that passes. */
  static final String ONCE = "once";

  /** On a server: the first transaction with an event of this type fails so when it commits. */
  static final String ONCE_AT_COMMIT = "once at commit";

  private static final String TRAP = "%s for each row when (new.type = '%s') execute function %s()";

  private final Beside beside;

  private Own(Beside beside) {
    this.beside = beside;
  }

  /** Beside the database's own engine, which is opened for it. */
  static Own in(Database database) throws SQLException {
    return new Own(Beside.of(database));
  }

  /** Beside that engine. */
  static Own in(Database database, Perdure perdure) throws SQLException {
    return new Own(Beside.of(database, perdure));
  }

  /** Whether the database is on a server. */
  boolean isServer() throws SQLException {
    return beside.isServer();
  }

  /** The name with its schema, where there are schemas. */
  String name(String name) throws SQLException {
    return beside.name(name);
  }

  /** Makes the table of the own, with a column for a number that is unique. */
  Own table() throws SQLException {
    execute("create table " + name("own") + " (number integer primary key)");
    return this;
  }

  /** The text that inserts a number. */
  String insert(int number) throws SQLException {
    return "insert into " + name("own") + " values (" + number + ")";
  }

  /** How many numbers are committed. */
  long count() throws SQLException {
    return beside.number("select count(*) from " + name("own"));
  }

  /** How many events are committed, of all namespaces. */
  long events() throws SQLException {
    return beside.events();
  }

  /** Lets the traps that fail once fail once more. */
  void arm() throws SQLException {
    beside.text("select setval('" + name("trapped") + "', 1, false)");
  }

  /** Sets the traps. */
  Own traps() throws SQLException {
    if (isServer()) {
      serverTraps();
    } else {
      fileTraps();
    }
    return this;
  }

  private void fileTraps() throws SQLException {
    execute(
        "create trigger trap_at_once before insert on perdure_event when new.type = '"
            + AT_ONCE
            + "' begin select raise(abort, 'trapped'); end");
    execute("create table trap_parent (id integer primary key)");
    execute(
        "create table trap_child (id integer references trap_parent (id)"
            + " deferrable initially deferred)");
    execute(
        "create trigger trap_at_commit after insert on perdure_event when new.type = '"
            + AT_COMMIT
            + "' begin insert into trap_child values (1); end");
  }

  private void serverTraps() throws SQLException {
    String event = name("perdure_event");
    String before = " before insert on " + event;
    String later = " after insert on " + event + " deferrable initially deferred";
    execute("create sequence " + name("trapped"));
    function("trap", "raise exception 'trapped';");
    function(
        "trap_once",
        "if pg_catalog.nextval('%s') = 1 then raise exception 'trapped' using errcode = '40001'; end if;"
                .formatted(name("trapped"))
            + " return new;");
    execute("create trigger at_once" + TRAP.formatted(before, AT_ONCE, name("trap")));
    execute("create trigger once" + TRAP.formatted(before, ONCE, name("trap_once")));
    execute("create constraint trigger at_commit" + TRAP.formatted(later, AT_COMMIT, name("trap")));
    execute(
        "create constraint trigger once_at_commit"
            + TRAP.formatted(later, ONCE_AT_COMMIT, name("trap_once")));
  }

  private void function(String name, String body) throws SQLException {
    execute(
        "create function %s() returns trigger language plpgsql as $$ begin %s end $$"
            .formatted(name(name), body));
  }

  private void execute(String sql) throws SQLException {
    beside.execute(sql);
  }
}
