package io.perdure.it.postgres;

import static io.perdure.it.postgres.PostgresSite.NAMESPACE;
import static io.perdure.it.postgres.PostgresSite.append;
import static io.perdure.it.postgres.PostgresSite.head;
import static io.perdure.it.postgres.PostgresSite.soon;
import static io.perdure.tables.Tables.PERDURE_EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import io.perdure.store.SchemaMismatchException;
import io.perdure.store.StoreFailureException;
import io.perdure.store.StoreUsageException;
import io.perdure.store.history.NewEvent;
import io.perdure.store.jooq.dialect.postgres.PostgresDatabase;
import io.perdure.store.jooq.dialect.postgres.PostgresSettings;
import io.perdure.store.jooq.engine.WriteMode;
import io.perdure.tables.tables.records.PerdureEventRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must be right before a Postgres database opens. */
class PostgresOpeningTest {
  private PostgresSite site;

  @BeforeEach
  void create() throws Exception {
    site = PostgresSite.create();
  }

  @AfterEach
  void close() throws Exception {
    site.close();
  }

  private PostgresSettings settings(boolean weak, boolean migrate) {
    return new PostgresSettings(
        site.url(),
        null,
        null,
        null,
        "perdure",
        2,
        weak,
        migrate,
        Duration.ofSeconds(5),
        false,
        () -> 0);
  }

  @Test
  @DisplayName(
      "An absent or older schema is refused with the line that mends it, unless it may be migrated")
  void schema() throws Exception {
    for (boolean readOnly : new boolean[] {false, true}) {
      assertThatExceptionOfType(SchemaMismatchException.class)
          .isThrownBy(() -> site.open(settings(true, false), readOnly))
          .withMessageContaining("migrate")
          .matches(mismatch -> mismatch.found() == 0 && mismatch.expected() > 0);
    }
    site.open();
    site.open(settings(true, false), false);
  }

  @Test
  @DisplayName("A newer schema opens for what it is marked compatible with")
  void newerSchema() throws Exception {
    PostgresDatabase current = site.open();
    site.execute(
        "insert into perdure.perdure_schema (version, change, min_reader, min_writer)"
            + " values (1000, 'from the future', 1, 1)");
    append(site.open(settings(true, false), false), "order-1", 0);
    site.execute("update perdure.perdure_schema set min_writer = 1000 where version = 1000");
    assertThatExceptionOfType(SchemaMismatchException.class)
        .isThrownBy(() -> site.open(settings(true, false), false));
    assertThat(head(site.open(settings(true, false), true), "order-1")).isEqualTo(1);
    site.execute("update perdure.perdure_schema set min_reader = 1000 where version = 1000");
    assertThatExceptionOfType(SchemaMismatchException.class)
        .isThrownBy(() -> site.open(settings(true, false), true))
        .matches(mismatch -> mismatch.found() == 1000);
    assertThat(head(current, "order-1")).isEqualTo(1);
  }

  @Test
  @DisplayName("A session that answers before it has flushed is refused, unless asked for")
  void weakDurability() throws Exception {
    site.execute("alter database " + site.name() + " set synchronous_commit = off");
    assertThatExceptionOfType(StoreUsageException.class)
        .isThrownBy(() -> site.open(settings(false, true), false))
        .withMessageContaining("synchronous_commit is off");
    site.open(settings(true, true), false);
    site.execute("alter database " + site.name() + " set synchronous_commit = local");
    site.open(settings(false, true), false);
  }

  @Test
  @DisplayName("A wrong password and a database that does not exist are told as such")
  void refused() {
    String url = site.url().replace("/" + site.name(), "/" + site.name() + "_not");
    assertThatExceptionOfType(StoreFailureException.class).isThrownBy(() -> site.open(url));
  }

  @Test
  @DisplayName("A schema may have the name of a keyword")
  void keyword() {
    PostgresDatabase database =
        site.open(PostgresSite.settings(site.url(), null, "select", 2), false);
    assertThat(append(database, "order-1", 0)).isTrue();
    assertThat(append(database, "order-1", 1)).isTrue();
    assertThat(head(database, "order-1")).isEqualTo(2);
  }

  @ParameterizedTest
  @DisplayName("What the URL sets in the driver changes nothing that the store does")
  @ValueSource(
      strings = {
        "preferQueryMode=simple",
        "preferQueryMode=extendedForPrepared",
        "preferQueryMode=extendedCacheEverything",
        "prepareThreshold=0",
        "prepareThreshold=1&binaryTransfer=false",
        "reWriteBatchedInserts=true&stringtype=unspecified&autosave=always",
        "readOnly=true&readOnlyMode=always",
        "defaultRowFetchSize=1",
      })
  void driverSettings(String settings) {
    PostgresDatabase database = site.open(site.url() + "&" + settings);
    List<NewEvent> events =
        List.of(
            NewEvent.of("quote'\\\"$1", Payload.of(new byte[] {0, -1, '\\', '\''}), Instant.EPOCH)
                .metadata(Bytes.utf8("{,}")),
            NewEvent.of("NULL", Payload.empty(), Instant.EPOCH.minusNanos(1)));
    database.<Boolean, RuntimeException>write(
        WriteMode.STATEMENT,
        soon(),
        session -> session.dialect().events().append(session, NAMESPACE, "order-1", 0, events));
    database.<Boolean, RuntimeException>write(
        WriteMode.ALONE,
        soon(),
        session -> {
          session
              .dialect()
              .events()
              .insert(session, NAMESPACE, "order-1", 3, events, new long[] {1, 2});
          return true;
        });
    assertThat(
            database.<List<String>, RuntimeException>read(
                soon(),
                session ->
                    session
                        .dsl()
                        .selectFrom(PERDURE_EVENT)
                        .orderBy(PERDURE_EVENT.SEQ)
                        .fetch(PostgresOpeningTest::told)))
        .containsExactly(
            "1 quote'\\\"$1 [0, -1, 92, 39] [123, 44, 125] 1970-01-01T00:00:00Z",
            "2 NULL [] null 1969-12-31T23:59:59.999999999Z",
            "3 quote'\\\"$1 [0, -1, 92, 39] [123, 44, 125] 1970-01-01T00:00:00Z",
            "4 NULL [] null 1969-12-31T23:59:59.999999999Z");
  }

  private static String told(PerdureEventRecord row) {
    return String.join(
        " ",
        row.getSeq().toString(),
        row.getType(),
        Arrays.toString(row.getPayload()),
        Arrays.toString(row.getMetadata()),
        row.getRecordedAt().toString());
  }
}
