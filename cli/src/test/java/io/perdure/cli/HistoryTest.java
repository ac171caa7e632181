package io.perdure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.Perdure;
import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  private static final Instant TIME = Instant.parse("2026-01-14T09:12:03.418275631Z");

  @TempDir private Path folder = Path.of("");
  private Cli cli = Cli.plain();

  @BeforeEach
  void fill() {
    Path database = folder.resolve("store.db");
    cli = new Cli(Map.of("PERDURE_SQLITE", database.toString()));
    try (Perdure perdure = Perdure.sqlite(database).migrateOnOpen().open()) {
      perdure
          .namespace("default")
          .history()
          .append(
              WorkflowId.of("w"),
              0,
              NewEvent.of("Opened", Payload.json("{\"n\":1}"), TIME).mark(Mark.started("Order")),
              NewEvent.of("Bad\u001bname", payload("2", "application/problem+json"), TIME),
              NewEvent.of(
                  "Odd", payload("3", "Application/JSON; charset=utf-8"), TIME.plusNanos(1)),
              NewEvent.of("Closed", payload("é", "text/plain"), TIME)
                  .mark(Mark.failed("no\nstock")));
    }
  }

  @Test
  @DisplayName("A history is a line for the workflow and a line for each event")
  void table() {
    Cli.Answer answer = cli.run("history", "w");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.err()).isEmpty();
    List<String> lines = answer.out().lines().toList();
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0)).isEqualTo("w: 4 events, run 1 of Order is failed: no\\u000astock");
    assertThat(lines.get(1).split(" +")).containsExactly("SEQ", "TIME", "TYPE", "MARK", "BYTES");
    assertThat(lines.get(2).strip().split(" +"))
        .containsExactly("1", "2026-01-14T09:12:03.418275631Z", "Opened", "started", "7");
    assertThat(lines.get(3)).contains("Bad\\u001bname");
    assertThat(lines.get(5).split(" +")).endsWith("Closed", "failed", "2");
  }

  @Test
  @DisplayName("--from and --limit bound what is printed")
  void range() {
    assertThat(cli.run("history", "w", "--json", "--from", "2", "--limit", "1").out())
        .isEqualTo("{\"events\":[2]}\n");
    assertThat(cli.run("history", "w", "--json", "--limit", "3").out())
        .isEqualTo("{\"events\":[{\"n\":1},2,3]}\n");
    assertThat(cli.run("history", "w", "--json", "--from", "5").out())
        .isEqualTo("{\"events\":[]}\n");
    assertThat(cli.run("history", "w", "--from", "5").out().lines()).hasSize(2);
  }

  @Test
  @DisplayName(
      "A payload that is not JSON is refused in --json, and what was written is no JSON either")
  void notJson() {
    Cli.Answer answer = cli.run("history", "w", "--json");
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.err())
        .isEqualTo(
            "perdure: event 4 is text/plain, not JSON; leave out --json to see the history\n");
    assertThat(answer.out()).isEqualTo("{\"events\":[{\"n\":1},2,3");
    Cli.Answer first = cli.run("history", "w", "--json", "--from", "4");
    assertThat(first.out()).isEmpty();
  }

  @Test
  @DisplayName("A workflow without a history is told, with the namespace that was looked in")
  void unknown() {
    Cli.Answer answer = cli.run("history", "nobody", "--namespace", "n");
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).isEqualTo("perdure: no history of workflow nobody in namespace n\n");
  }

  @Test
  @DisplayName("A namespace that cannot be is exit code 2")
  void namespace() {
    Cli.Answer answer = cli.run("history", "w", "--namespace", "");
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).isEqualTo("perdure: namespace must not be empty\n");
  }

  private static Payload payload(String text, String contentType) {
    return new Payload(Bytes.utf8(text), contentType);
  }
}
