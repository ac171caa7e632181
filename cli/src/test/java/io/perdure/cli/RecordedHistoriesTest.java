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
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Imports the sample histories and, if {@code -Dperdure.temporal.histories=FOLDER} names a folder,
 * every {@code .json} file in it; all of them have to be whole histories.
 */
class RecordedHistoriesTest {
  private static final Map<String, WorkflowStatus> CLOSES =
      Map.of(
          "completed", WorkflowStatus.COMPLETED,
          "failed", WorkflowStatus.FAILED,
          "canceled", WorkflowStatus.CANCELLED,
          "terminated", WorkflowStatus.TERMINATED,
          "timedout", WorkflowStatus.TIMED_OUT,
          "continuedasnew", WorkflowStatus.CONTINUED_AS_NEW);

  static Stream<Arguments> histories() {
    Stream<Path> given =
        Optional.ofNullable(System.getProperty("perdure.temporal.histories")).stream()
            .map(Path::of)
            .flatMap(RecordedHistoriesTest::histories);
    return Stream.concat(histories(Path.of("../samples")), given)
        .flatMap(file -> Place.all().map(place -> arguments(place, file)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("histories")
  @DisplayName(
      "Each event of a recorded history is stored byte for byte, with its time and the status")
  void imported(Place place, Path file) throws IOException {
    String namespace = "f" + Integer.toHexString(file.hashCode());
    Cli.Answer answer =
        place.run("import-temporal", "--namespace", namespace, "--workflow", "w", file.toString());
    assertThat(answer.err()).startsWith("1 imported, 0 known already, 0 refused; ");
    assertThat(answer.exitCode()).isZero();
    List<byte[]> slices = Exported.slices(Files.readAllBytes(file));
    try (Perdure perdure = place.open()) {
      assertStored(perdure.namespace(namespace), slices);
    }
    Exported.assertSame(
        file, place.run("history", "--namespace", namespace, "w", "--json").bytes());
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
}
