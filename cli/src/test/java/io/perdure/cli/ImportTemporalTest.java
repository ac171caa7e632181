package io.perdure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.Perdure;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Run;
import io.perdure.store.history.Workflow;
import io.perdure.store.history.WorkflowStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTemporalTest {
  private static final String SAMPLE = "../samples/order-1042.json";
  static final String START =
      "{\"eventId\":1,\"eventTime\":\"2020-01-01T00:00:00Z\",\"eventType\":\"WorkflowExecutionStarted\","
          + "\"workflowExecutionStartedEventAttributes\":{\"workflowType\":{\"name\":\"T\"}}}";

  @TempDir private Path folder = Path.of("");
  private Cli cli = Cli.plain();
  private Path database = Path.of("");

  @BeforeEach
  void name() {
    database = folder.resolve("store.db");
    cli = new Cli(Map.of("PERDURE_SQLITE", database.toString()));
  }

  @Test
  @DisplayName("The sample is imported with its marks, and comes back byte for byte")
  void sample() throws IOException {
    Cli.Answer imported = cli.run("import-temporal", "--migrate", SAMPLE);
    assertThat(imported.err())
        .isEqualTo(
            "1 imported, 0 known already, 0 refused; 12 events, "
                + bytesOfEvents(Path.of(SAMPLE))
                + " bytes; marks: 1 started, 1 completed\n");
    assertThat(imported.exitCode()).isZero();
    assertThat(imported.out()).isEqualTo("imported\torder-1042\t12\t" + SAMPLE + "\n");

    try (Perdure perdure = Perdure.sqlite(database).open()) {
      WorkflowId id = WorkflowId.of("order-1042");
      Workflow.Lifecycle life =
          perdure
              .namespace("default")
              .history()
              .find(id)
              .flatMap(Workflow::lifecycle)
              .orElseThrow();
      assertThat(life.status()).isEqualTo(WorkflowStatus.COMPLETED);
      assertThat(life.type()).isEqualTo("OrderAgent");
      assertThat(life.parent()).contains(WorkflowId.of("inbox-2026-01-14"));
      assertThat(life.startedAt()).isEqualTo("2026-01-14T09:12:03.418275631Z");
      assertThat(life.closedAt().orElseThrow()).isEqualTo("2026-01-14T09:12:09.003Z");
      Run run = perdure.namespace("default").history().runs(id).get(0);
      assertThat(run.id().value()).isEqualTo("019a9d34-5c1e-7b42-9f0d-3f5f2f1f1042");
    }
    Exported.assertSame(Path.of(SAMPLE), cli.run("history", "order-1042", "--json").bytes());
  }

  @Test
  @DisplayName("The same file again is known and writes nothing; other content is refused")
  void again() throws IOException {
    cli.run("import-temporal", "--migrate", SAMPLE);
    Cli.Answer again = cli.run("import-temporal", SAMPLE);
    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).isEqualTo("known\torder-1042\t12\t" + SAMPLE + "\n");
    assertThat(again.err())
        .isEqualTo("0 imported, 1 known already, 0 refused; 0 events, 0 bytes\n");

    Path other = write("order-1042.json", "{\"events\":[" + START + "]}");
    Cli.Answer refused = cli.run("import-temporal", other.toString());
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .startsWith(
            "perdure: "
                + other
                + ": workflow order-1042 already has another history, with head 12");
    Exported.assertSame(Path.of(SAMPLE), cli.run("history", "order-1042", "--json").bytes());

    Cli.Answer elsewhere = cli.run("import-temporal", "--workflow", "another", other.toString());
    assertThat(elsewhere.out()).startsWith("imported\tanother\t1\t");
    Cli.Answer namespace = cli.run("import-temporal", "--namespace", "second", other.toString());
    assertThat(namespace.out()).startsWith("imported\torder-1042\t1\t");
  }

  @Test
  @DisplayName("A refused file names its event and reason, stores nothing, and stops no other")
  void refused() throws IOException {
    Path gap = write("gap.json", "{\"events\":[" + START + "," + event(3) + "]}");
    Path fragment = write("fragment.json", "{\"events\":[" + event(7) + "]}");
    Path nonsense = write("nonsense.json", "nonsense");
    Path named =
        write("named after its file.json", "{\"events\":[" + START + "," + event(2) + "]}");
    Path missing = folder.resolve("missing.json");

    Cli.Answer answer =
        cli.run(
            "import-temporal",
            "--migrate",
            gap.toString(),
            fragment.toString(),
            nonsense.toString(),
            missing.toString(),
            folder.toString(),
            named.toString());

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out()).isEqualTo("imported\tnamed after its file\t2\t" + named + "\n");
    List<String> lines = answer.err().lines().toList();
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0)).isEqualTo("perdure: " + gap + ": event 2: eventId is 3, not 2");
    assertThat(lines.get(1)).startsWith("perdure: " + fragment + ": event 1: a fragment");
    assertThat(lines.get(2)).startsWith("perdure: " + nonsense + ": not JSON");
    assertThat(lines.get(3)).isEqualTo("perdure: " + missing + ": no such file");
    assertThat(lines.get(4)).isEqualTo("perdure: " + folder + ": a folder");
    assertThat(lines.get(5)).startsWith("1 imported, 0 known already, 5 refused; 2 events, ");
    assertThat(cli.run("history", "gap").err()).contains("no history of workflow gap");
    assertThat(cli.run("history", "fragment").exitCode()).isEqualTo(1);
  }

  @Test
  @DisplayName("A history of more events than one append may have is stored whole")
  void manyEvents() throws IOException {
    List<String> events = new ArrayList<>(List.of(START));
    for (int seq = 2; seq <= 20_001; seq++) {
      events.add(event(seq));
    }
    Path file = write("many.json", "{\"events\":[" + String.join(",", events) + "]}");
    assertThat(cli.run("import-temporal", "--migrate", file.toString()).exitCode()).isZero();
    Exported.assertSame(file, cli.run("history", "many", "--json").bytes());
    assertThat(cli.run("import-temporal", file.toString()).out())
        .startsWith("known\tmany\t20001\t");
  }

  @Test
  @DisplayName("A history of more bytes than one append may have is stored whole")
  void manyBytes() throws IOException {
    StringBuilder text = new StringBuilder("{\"events\":[").append(START);
    String filling = "x".repeat(15 << 20);
    for (int seq = 2; seq <= 6; seq++) {
      text.append(',').append(event(seq).replace("\"T\"", "\"" + filling + "\""));
    }
    Path file = write("large.json", text.append("]}").toString());
    assertThat(cli.run("import-temporal", "--migrate", file.toString()).exitCode()).isZero();
    Exported.assertSame(file, cli.run("history", "large", "--json").bytes());
  }

  static String event(int seq) {
    return "{\"eventId\":\"%d\",\"eventTime\":\"2020-01-01T00:00:01Z\",\"eventType\":\"Noted\",\"x\":\"T\"}"
        .formatted(seq);
  }

  private static long bytesOfEvents(Path file) throws IOException {
    return Exported.slices(Files.readAllBytes(file)).stream()
        .mapToLong(slice -> slice.length)
        .sum();
  }

  private Path write(String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }
}
