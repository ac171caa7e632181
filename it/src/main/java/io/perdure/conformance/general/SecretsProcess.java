package io.perdure.conformance.general;

import static io.perdure.conformance.general.Samples.marked;
import static io.perdure.conformance.general.SecretRooms.PAGE;
import static io.perdure.conformance.general.SecretRooms.PAYLOAD;
import static io.perdure.conformance.general.SecretRooms.W;
import static io.perdure.conformance.general.SecretRooms.secret;

import io.perdure.OpenOptions;
import io.perdure.Perdure;
import io.perdure.PerdureReader;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Child;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Mark;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.TaskKey;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process that works with secrets in every room, has everything refused that can be, and listens
 * meanwhile to all that is logged, at the finest level, thrown and shown. Then it says which of
 * them it has found, and where.
 */
final class SecretsProcess {
  private static final WorkflowId SPOILED = WorkflowId.of("spoiled");

  private final Overheard overheard;
  private @Nullable Perdure perdure;

  private SecretsProcess(Overheard overheard) {
    this.overheard = overheard;
  }

  public static void main(String[] args) throws Exception {
    PrintStream voice = Child.voice();
    Overheard overheard = Overheard.everything();
    try {
      new SecretsProcess(overheard).work(args);
    } catch (Exception | AssertionError e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      trace.toString().lines().forEach(line -> voice.println("failed " + line));
    }
    overheard.findings().forEach(voice::println);
    voice.println("end");
  }

  private void work(String[] args) throws Exception {
    if (!args[1].startsWith("jdbc:")) {
      run(() -> Child.door(args));
      return;
    }
    try (SecretRole role = SecretRole.on(args[1])) {
      refusedDoors(role);
      run(() -> Perdure.postgres(role.url()));
      run(() -> Perdure.postgres(role.plainUrl()).credentials(role.name(), SecretRole.PASSWORD));
    }
  }

  /** Begins to open the store. */
  private interface Opening {
    OpenOptions<?> door() throws Exception;
  }

  private void refusedDoors(SecretRole role) {
    for (String url : role.wrongUrls()) {
      overheard.note(
          "a wrong URL", () -> shown(Perdure.postgres(url).retryFor(Duration.ofMillis(200))));
    }
    overheard.note(
        "a wrong password",
        () ->
            shown(
                Perdure.postgres(role.plainUrl())
                    .retryFor(Duration.ofMillis(200))
                    .credentials(role.name(), SecretRole.PASSWORD + "x")));
  }

  private static String shown(OpenOptions<?> door) {
    try (Perdure open = door.open()) {
      return List.of(door, open).toString();
    }
  }

  private void run(Opening opening) throws Exception {
    OpenOptions<?> door = opening.door().retryFor(Duration.ofSeconds(2)).migrateOnOpen();
    door.listener(operation -> overheard.note("listener", operation.toString()));
    door.payloadLimit(1000);
    overheard.note("door", door.toString());
    try (Perdure open = door.open()) {
      perdure = open;
      Store store = open.namespace("shop");
      overheard.note("engine", () -> List.of(open, store, open.dataSource()));
      new SecretRooms(overheard).visit(store);
      broken(open, store);
      sessions(open);
      older(open);
    }
    try (Perdure again = opening.door().migrateOnOpen().open();
        PerdureReader reader = opening.door().openReadOnly()) {
      Store store = again.namespace("shop");
      overheard.note("read again", () -> reader.namespace("shop").history().read(W));
      overheard.note("delete", () -> store.maintenance().delete(W));
      overheard.note("delete", () -> store.maintenance().delete(SPOILED));
      overheard.note(
          "document", () -> store.documents().delete("d", store.documents().revision("d")));
    }
    overheard.note(
        "closed", () -> perdure == null ? "" : perdure.namespace("shop").history().head(W));
    Thread.getAllStackTraces().keySet().forEach(each -> overheard.note("thread", each.getName()));
  }

  /** What the database itself refuses, and rows that cannot be read. */
  private void broken(Perdure open, Store store) throws Exception {
    boolean server;
    try (Connection connection = open.dataSource().getConnection()) {
      server = isServer(connection);
      overheard.note("connection", () -> connection);
    }
    String event = server ? "perdure.perdure_event" : "perdure_event";
    sql(
        open,
        server
            ? "alter table " + event + " add constraint trapped check (type <> 'trap') not valid"
            : "create trigger trapped before insert on perdure_event when new.type = 'trap'"
                + " begin select raise(abort, 'trapped'); end");
    overheard.note("refused by the database", () -> store.history().append(W, 2, secret("trap")));
    overheard.note(
        "refused by the database",
        () -> store.history().append(SPOILED, 0, secret("trap").mark(Mark.started("t"))));
    store.history().append(SPOILED, 0, marked(Mark.started("t")), secret("b"));
    sql(open, "update " + event + " set mark = 'nonsense' where workflow = 'spoiled' and seq = 1");
    overheard.note("corrupt", () -> store.history().read(SPOILED));
    String task = server ? "perdure.perdure_task" : "perdure_task";
    store.tasks().enqueue(NewTask.of(TaskKey.of(W, "corrupt"), "q", PAYLOAD));
    sql(open, "update " + task + " set state = 'nonsense' where key = 'corrupt'");
    overheard.note("corrupt", () -> store.tasks().find(TaskKey.of(W, "corrupt")));
    overheard.note("corrupt", () -> store.tasks().list(W, PAGE));
    sql(
        open,
        server ? "alter table " + event + " drop constraint trapped" : "drop trigger trapped");
  }

  /** What a server shows of its sessions: who they are and what they asked last. */
  private void sessions(Perdure open) throws SQLException {
    try (Connection connection = open.dataSource().getConnection()) {
      if (isServer(connection)) {
        String sessions =
            "select concat_ws(' ', application_name, usename, query) from pg_catalog.pg_stat_activity";
        Beside.texts(connection, sessions).forEach(each -> overheard.note("session", each));
      }
    }
  }

  private static boolean isServer(Connection connection) throws SQLException {
    return connection.getMetaData().getURL().startsWith("jdbc:postgresql:");
  }

  /** Takes the last change away, so that the next to open migrates by the changelog. */
  private static void older(Perdure open) throws Exception {
    boolean server;
    try (Connection connection = open.dataSource().getConnection()) {
      server = isServer(connection);
    }
    String prefix = server ? "perdure." : "";
    sql(open, "drop view " + prefix + "perdure_task_readable");
    sql(open, "delete from " + prefix + "perdure_schema where change = 'tasks-readable'");
    sql(
        open,
        "delete from "
            + prefix
            + "perdure_changelog where id in ('tasks-readable', 'tasks-readable-postgres')");
  }

  private static void sql(Perdure open, String text) throws SQLException {
    try (Connection connection = open.dataSource().getConnection()) {
      if (isServer(connection)) {
        Beside.execute(connection, "set default_transaction_read_only = off");
      }
      Beside.execute(connection, text);
    }
  }
}
