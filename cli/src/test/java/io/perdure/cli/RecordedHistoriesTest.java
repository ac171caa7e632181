package io.perdure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.perdure.Perdure;
import io.perdure.store.Payload;
import io.perdure.store.StoreReader;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Event;
import io.perdure.store.history.Workflow;
import io.perdure.store.history.WorkflowStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Imports the sample histories and, if {@code -Dperdure.temporal.histories=FOLDER} names a folder,
 * every {@code .json} file in it; all of them have to be whole histories. On SQLite and, if {@code
 * -Dperdure.postgres.url} names a Postgres database, there, too, in a schema that is dropped
 * afterwards.
 */
class RecordedHistoriesTest {
  private static final String SCHEMA = "perdure_recorded_histories";
  private static final Optional<String> POSTGRES =
      Optional.ofNullable(System.getProperty("perdure.postgres.url"));
  private static final Map<String, WorkflowStatus> CLOSES =
      Map.of(
          "completed", WorkflowStatus.COMPLETED,
          "failed", WorkflowStatus.FAILED,
          "canceled", WorkflowStatus.CANCELLED,
          "terminated", WorkflowStatus.TERMINATED,
          "timedout", WorkflowStatus.TIMED_OUT,
          "continuedasnew", WorkflowStatus.CONTINUED_AS_NEW);

  @TempDir private static Path folder = Path.of("");

  @BeforeAll
  static void create() throws SQLException {
    drop();
    for (Where where : where()) {
      open(where).close();
    }
  }

  @AfterAll
  static void drop() throws SQLException {
    if (POSTGRES.isPresent()) {
      try (Connection connection = DriverManager.getConnection(POSTGRES.get());
          Statement statement = connection.createStatement()) {
        statement.execute("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
      }
    }
  }

  static Stream<Arguments> histories() {
    Stream<Path> given =
        Optional.ofNullable(System.getProperty("perdure.temporal.histories")).stream()
            .map(Path::of)
            .flatMap(RecordedHistoriesTest::histories);
    return Stream.concat(histories(Path.of("../samples")), given)
        .flatMap(file -> where().stream().map(where -> arguments(where, file)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("histories")
  @DisplayName(
      "Each event of a recorded history is stored byte for byte, with its time and the status")
  void imported(Where where, Path file) throws IOException {
    String namespace = "f" + Integer.toHexString(file.hashCode());
    Cli.Answer answer =
        run(where, "import-temporal", namespace, "--workflow", "w", file.toString());
    assertThat(answer.err()).startsWith("1 imported, 0 known already, 0 refused; ");
    assertThat(answer.exitCode()).isZero();
    List<byte[]> slices = Exported.slices(Files.readAllBytes(file));
    try (Perdure perdure = open(where)) {
      assertStored(perdure.namespace(namespace), slices);
    }
    Exported.assertSame(file, run(where, "history", namespace, "w", "--json").bytes());
  }

  private static void assertStored(StoreReader store, List<byte[]> slices) throws IOException {
    List<Event> events = store.history().read(WorkflowId.of("w"));
    assertThat(events).hasSameSizeAs(slices);
    WorkflowStatus status = WorkflowStatus.RUNNING;
    for (int i = 0; i < slices.size(); i++) {
      Event event = events.get(i);
      Map<String, String> said = topLevel(slices.get(i));
      assertThat(event.seq()).isEqualTo(i + 1L);
      assertThat(said.get("eventId")).isEqualTo(Long.toString(event.seq()));
      assertThat(event.payload().bytes().toByteArray()).isEqualTo(slices.get(i));
      assertThat(event.payload().contentType()).isEqualTo(Payload.JSON);
      assertThat(event.type()).isEqualTo(said.get("eventType"));
      assertThat(event.recordedAt()).isEqualTo(Instant.parse(said.getOrDefault("eventTime", "")));
      status = close(event.type()).orElse(status);
    }
    Workflow workflow = store.history().find(WorkflowId.of("w")).orElseThrow();
    assertThat(workflow.head()).isEqualTo(slices.size());
    assertThat(workflow.lifecycle().orElseThrow().status()).isEqualTo(status);
  }

  private static List<Where> where() {
    return POSTGRES.isPresent() ? List.of(Where.SQLITE, Where.POSTGRES) : List.of(Where.SQLITE);
  }

  private static Perdure open(Where where) {
    return switch (where) {
      case SQLITE -> Perdure.sqlite(sqliteFile()).migrateOnOpen().open();
      case POSTGRES ->
          Perdure.postgres(POSTGRES.orElseThrow()).schema(SCHEMA).migrateOnOpen().open();
    };
  }

  private static Cli.Answer run(Where where, String command, String namespace, String... more) {
    Cli cli =
        new Cli(
            switch (where) {
              case SQLITE -> Map.of("PERDURE_SQLITE", sqliteFile().toString());
              case POSTGRES -> Map.of("PERDURE_POSTGRES", POSTGRES.orElseThrow());
            });
    List<String> schema = where == Where.POSTGRES ? List.of("--schema", SCHEMA) : List.of();
    List<String> arguments = new ArrayList<>(List.of(command, "--namespace", namespace));
    arguments.addAll(schema);
    arguments.addAll(List.of(more));
    return cli.run(arguments.toArray(String[]::new));
  }

  private static Path sqliteFile() {
    return folder.resolve("recorded.db");
  }

  private static Stream<Path> histories(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(entry -> entry.toString().endsWith(".json")).sorted().toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Optional<WorkflowStatus> close(String type) {
    String word = type.replace("EVENT_TYPE", "").replace("_", "").toLowerCase(Locale.ROOT);
    String prefix = "workflowexecution";
    return word.startsWith(prefix)
        ? Optional.ofNullable(CLOSES.get(word.substring(prefix.length())))
        : Optional.empty();
  }

  private static Map<String, String> topLevel(byte[] json) throws IOException {
    Map<String, String> members = new HashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        members.put(name, String.valueOf(parser.getText()));
        parser.skipChildren();
      }
    }
    return members;
  }

  /** A database that the histories are imported into. */
  enum Where {
    SQLITE,
    POSTGRES
  }
}
