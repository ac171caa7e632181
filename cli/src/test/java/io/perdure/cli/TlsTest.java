package io.perdure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perdure.Perdure;
import io.perdure.PerdureReader;
import io.perdure.PostgresOptions;
import io.perdure.embedded.EmbeddedPostgres;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.StoreException;
import io.perdure.store.StoreUnavailableException;
import io.perdure.store.WorkflowId;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.TaskKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("TLS to Postgres with sslmode=verify-full")
class TlsTest {
  private static final String SCHEMA = "tls";

  @TempDir private static Path folder = Path.of("");
  private static EmbeddedPostgres server;
  private static Certificates certificates;

  @BeforeAll
  static void serverWithCertificate() throws Exception {
    certificates = Certificates.in(folder);
    server = EmbeddedPostgres.start();
    write("server.crt", certificates.certificate());
    write("server.key", certificates.key());
    sql("alter system set log_connections = on");
    tls("on");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  @DisplayName("holds for every connection of a store and of the commands, also after a loss")
  void everyConnection() throws Exception {
    String url = verifying("localhost", certificates.authority());
    Cli cli = cli(url);
    int before = connections().size();
    for (String command : List.of("migrate", "status", "validate", "doctor", "workflows")) {
      Cli.Answer answer = cli.run(command);
      assertThat(answer.err()).as(command).isEmpty();
      assertThat(answer.exitCode()).as(command).isZero();
    }
    try (Perdure perdure = door(url).migrateOnOpen().open();
        Perdure other = door(url).open();
        PerdureReader reader = door(url).openReadOnly()) {
      Store shop = perdure.namespace("shop");
      for (String key : List.of("before", "after a loss")) {
        FutureTask<Boolean> waiting =
            new FutureTask<>(() -> shop.awaitTask("mail", Duration.ofSeconds(30)));
        new Thread(waiting, "waiting").start();
        until(() -> !listeners().isEmpty());
        assertThat(listeners()).containsOnly("t");
        NewTask task = NewTask.of(TaskKey.of(key), "mail", Payload.empty());
        assertThat(alive(() -> other.namespace("shop").tasks().enqueue(task))).isNotNull();
        assertThat(waiting.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(alive(() -> shop.tasks().claim("mail", 1, Duration.ofMinutes(1)))).hasSize(1);
        assertThat(alive(() -> reader.namespace("shop").tasks().find(task.key()))).isPresent();
        assertThat(
                query(
                    "select s.ssl from pg_stat_ssl s join pg_stat_activity using (pid)"
                        + " where backend_type = 'client backend' and pid <> pg_backend_pid()"))
            .hasSizeGreaterThanOrEqualTo(4)
            .containsOnly("t");
        sql(
            "select pg_terminate_backend(pid) from pg_stat_activity"
                + " where backend_type = 'client backend' and pid <> pg_backend_pid()");
        until(() -> answers(shop) && answers(other.namespace("shop")));
      }
    }
    List<String> made = connections();
    assertThat(made.subList(before, made.size()))
        .hasSizeGreaterThan(12)
        .allSatisfy(line -> assertThat(line).contains(" SSL enabled ").contains("TLSv1"));
  }

  @Test
  @DisplayName("refuses a certificate of an unknown authority")
  void unknownAuthority() {
    assertRefused(verifying("localhost", certificates.stranger()), "certification path");
  }

  @Test
  @DisplayName("refuses a certificate of another host")
  void otherHost() {
    assertRefused(verifying("127.0.0.1", certificates.authority()), "hostname 127.0.0.1");
  }

  @Test
  @DisplayName("refuses a server without TLS")
  void withoutTls() throws Exception {
    tls("off");
    try {
      assertRefused(verifying("localhost", certificates.authority()), "does not support SSL");
    } finally {
      tls("on");
    }
  }

  @Test
  @DisplayName("refuses to go on without the authority's file")
  void noAuthority() {
    assertRefused(verifying("localhost", folder.resolve("none.pem")), "none.pem");
  }

  /** By a store and by commands, in one line that says why, and nowhere with the password. */
  private static void assertRefused(String url, String why) {
    StoreException refused =
        catchThrowableOfType(StoreException.class, () -> door(url).open().close());
    assertThat(refused).hasMessageContaining(why);
    assertThat(refused.getMessage()).hasLineCount(1);
    StringWriter trace = new StringWriter();
    refused.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(server.password());
    for (String command : List.of("status", "workflows")) {
      Cli.Answer answer = cli(url).run(command);
      assertThat(answer.exitCode()).as(command).isEqualTo(1);
      assertThat(answer.err()).as(command).contains(why).hasLineCount(1);
      assertThat(answer.out()).isEmpty();
      String verbose = cli(url).run(command, "--verbose").err();
      assertThat(answer.err() + verbose).doesNotContain(server.password());
    }
  }

  /** What it answers once it meets none of the pool's connections that were ended. */
  private static <T> T alive(Supplier<T> call) throws SQLException {
    List<T> answer = new ArrayList<>();
    until(
        () -> {
          try {
            return answer.add(call.get());
          } catch (StoreUnavailableException lost) {
            assertThat(lost.outcomeUnknown()).isFalse();
            return false;
          }
        });
    return answer.get(0);
  }

  private static boolean answers(Store store) {
    try {
      return store.history().head(WorkflowId.of("a")) == 0;
    } catch (StoreException lost) {
      return false;
    }
  }

  private static String verifying(String host, Path authority) {
    return "jdbc:postgresql://%s:%s/postgres?user=%s&password=%s&sslmode=verify-full&sslrootcert=%s"
        .formatted(
            host,
            server.address().split(":", 2)[1],
            EmbeddedPostgres.USER,
            server.password(),
            authority);
  }

  private static PostgresOptions door(String url) {
    return Perdure.postgres(url).schema(SCHEMA);
  }

  private static Cli cli(String url) {
    return new Cli(Map.of("PERDURE_POSTGRES", url, "PERDURE_SCHEMA", SCHEMA));
  }

  /** Whether the connections that wait for signals are encrypted. */
  private static List<String> listeners() throws SQLException {
    return query(
        "select s.ssl from pg_stat_ssl s join pg_stat_activity a using (pid)"
            + " where a.query ilike 'listen %'");
  }

  /** What the server has noted down of each connection that it has let in. */
  private static List<String> connections() throws SQLException {
    return query(
            "select pg_read_file(regexp_replace(current_setting('data_directory'), '/[^/]*$', '/log'))")
        .get(0)
        .lines()
        .filter(line -> line.contains("connection authorized"))
        .toList();
  }

  /** Makes a file of the server's own beside its data, for its eyes only. */
  private static void write(String name, String text) throws SQLException {
    sql(
        "copy (select unnest(string_to_array(trim('%s'), e'\\n'))) to program 'umask 077; cat > %s'"
            .formatted(text, name));
  }

  private static void tls(String mode) throws SQLException {
    sql("alter system set ssl = " + mode);
    sql("select pg_reload_conf()");
    until(() -> query("show ssl").equals(List.of(mode)));
  }

  private static void sql(String text) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  private static List<String> query(String text) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(text)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  /** Encrypted as soon as the server can. */
  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://" + server.address() + "/postgres?sslmode=prefer",
        EmbeddedPostgres.USER,
        server.password());
  }

  /** Something that becomes true. */
  private interface Condition {
    boolean holds() throws SQLException;
  }

  private static void until(Condition condition) throws SQLException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
