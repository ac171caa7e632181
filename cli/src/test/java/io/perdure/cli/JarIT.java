package io.perdure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.Perdure;
import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import io.perdure.store.packages.DeployedPackage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the built jar, as people do. */
class JarIT {
  private static final String SAMPLE = "../samples/order-1042.json";

  @TempDir private Path folder = Path.of("");

  @Test
  @DisplayName("The jar imports the sample and gives it back byte for byte")
  void sample() throws Exception {
    Answer imported = run("import-temporal", "--migrate", SAMPLE);
    assertThat(imported.err()).startsWith("1 imported, ").endsWith("1 completed\n");
    assertThat(imported.exitCode()).isZero();
    Answer again = run("import-temporal", SAMPLE);
    assertThat(again.text()).startsWith("known\torder-1042\t12\t");
    Exported.assertSame(Path.of(SAMPLE), run("history", "order-1042", "--json").out());
    Answer table = run("history", "order-1042");
    assertThat(table.text().lines()).hasSize(14);
    assertThat(table.err()).isEmpty();
  }

  @Test
  @DisplayName("The jar tells its version, its help and its exit codes")
  void versionAndExitCodes() throws Exception {
    Answer version = run("version");
    assertThat(version.text().lines()).first().asString().matches("perdure \\d+\\.\\d+\\.\\d+.*");
    assertThat(version.exitCode()).isZero();
    assertThat(run("--help").text())
        .contains("workflows", "history", "timers", "packages", "migrate");
    assertThat(run("invented").exitCode()).isEqualTo(2);
    Answer absent = run("history", "order-1042");
    assertThat(absent.exitCode()).isEqualTo(1);
    assertThat(absent.err().lines()).hasSize(1);
  }

  @Test
  @DisplayName("A history larger than the memory is printed in bounded memory")
  void boundedMemory() throws Exception {
    String filling = "x".repeat(16 << 10);
    StringBuilder file = new StringBuilder("{\"events\":[").append(ImportTemporalTest.START);
    for (int seq = 2; seq <= 6000; seq++) {
      file.append(',').append(ImportTemporalTest.event(seq).replace("\"T\"", '"' + filling + '"'));
    }
    Path large = Files.writeString(folder.resolve("large.json"), file.append("]}"));
    assertThat(run("import-temporal", "--migrate", large.toString()).exitCode()).isZero();
    Answer json = run(List.of("-Xmx48m"), "history", "large", "--json");
    assertThat(json.err()).isEmpty();
    Exported.assertSame(large, json.out());
  }

  @Test
  @DisplayName("What was printed before a failure is written out, and is no JSON")
  void failureInTheMiddle() throws Exception {
    try (Perdure perdure = Perdure.sqlite(database()).migrateOnOpen().open()) {
      NewEvent json = NewEvent.of("A", Payload.json("{}"), Instant.EPOCH);
      NewEvent bytes = NewEvent.of("B", Payload.empty(), Instant.EPOCH);
      perdure.namespace("default").history().append(WorkflowId.of("w"), 0, json, bytes);
    }
    Answer answer = run("history", "w", "--json");
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.text()).isEqualTo("{\"events\":[{}");
    assertThat(answer.err()).startsWith("perdure: event 2 is application/octet-stream, not JSON");
  }

  @Test
  @DisplayName("Lists can be looked at while another process writes")
  void liveFile() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    try (Perdure perdure = Perdure.sqlite(database()).migrateOnOpen().open()) {
      Store store = perdure.namespace("default");
      CountDownLatch written = new CountDownLatch(20);
      Thread writer = new Thread(() -> write(store, written, stop));
      writer.start();
      try {
        assertThat(written.await(1, TimeUnit.MINUTES)).isTrue();
        for (String list : List.of("workflows", "timers", "packages")) {
          Answer answer = run(list, "--limit", "20");
          assertThat(answer.err()).isEmpty();
          assertThat(answer.exitCode()).isZero();
          assertThat(answer.text().lines()).as(list).hasSize(21);
        }
        assertThat(writer.isAlive()).isTrue();
      } finally {
        stop.set(true);
        writer.join();
      }
    }
  }

  private static void write(Store store, CountDownLatch written, AtomicBoolean stop) {
    for (int i = 0; !stop.get(); i++) {
      WorkflowId id = WorkflowId.of("w" + i);
      DeployedPackage version = new DeployedPackage("Order", "v" + i, Instant.EPOCH);
      NewEvent event = NewEvent.of("A", Payload.empty(), Instant.EPOCH);
      store.transact(
          tx -> {
            tx.history().append(id, 0, event.mark(Mark.started("Order")));
            tx.packages().put(version, Bytes.empty());
            return tx.timers().schedule(id, "t", Instant.EPOCH);
          });
      written.countDown();
    }
  }

  @Test
  @DisplayName("The jar has no Postgres server in it")
  void noServer() throws Exception {
    try (JarFile jar = new JarFile("target/perdure.jar")) {
      assertThat(jar.stream().map(JarEntry::getName))
          .noneMatch(name -> name.endsWith(".txz") || name.startsWith("io/perdure/embedded"));
    }
  }

  private Path database() {
    return folder.resolve("store.db");
  }

  private Answer run(String... arguments) throws IOException, InterruptedException {
    return run(List.of(), arguments);
  }

  private Answer run(List<String> jvm, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-jar", "target/perdure.jar"));
    command.addAll(List.of(arguments));
    Path err = folder.resolve("stderr.txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().put("PERDURE_SQLITE", database().toString());
    Process process = builder.start();
    process.getOutputStream().close();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InputStream stdout = process.getInputStream()) {
      stdout.transferTo(out);
    }
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Answer(process.exitValue(), out, Files.readString(err));
  }

  /** What the process answered. */
  private record Answer(int exitCode, ByteArrayOutputStream out, String err) {
    String text() {
      return out.toString(StandardCharsets.UTF_8);
    }
  }
}
