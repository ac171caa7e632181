package io.perdure.conformance.maintenance;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Child;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Payload;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.NewEvent;
import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Needs({Capability.EMBEDDED, Capability.SECOND_PROCESS})
@Clause("M3")
@DisplayName("A backup whose process is killed")
public abstract class BackupKillSuite {
  private static final WorkflowId A = WorkflowId.of("a");
  private static final int EVENTS = 30;

  @Test
  @DisplayName("in the middle leaves no file of its name, and the store is as before")
  void killed(Database database) throws Exception {
    for (int i = 0; i < EVENTS; i++) {
      NewEvent large = NewEvent.of("large", Payload.of(new byte[1 << 20]), Instant.EPOCH);
      database.store().history().append(A, i, large);
    }
    Path folder = database.scratch();
    for (int round = 0; round < 3; round++) {
      String name = "copy" + round + ".db";
      try (Child child = database.child(BackupProcess.class, folder.toString())) {
        assertThat(child.hear()).isEqualTo("ready");
        child.say(name);
        Crowd.until("the copy begins", () -> part(folder, name).isPresent());
        child.kill();
      }

      assertThat(folder.resolve(name)).doesNotExist();
      assertThat(part(folder, name)).isPresent();
    }

    Path whole = folder.resolve("whole.db");
    database.perdure().backup(whole);
    try (Perdure restored = Perdure.sqlite(whole).open()) {
      assertThat(restored.namespace("shop").history().read(A)).hasSize(EVENTS);
    }
    database.store().history().append(A, EVENTS, event("and on"));
  }

  /** What there is of a copy that is being made. */
  private static Optional<String> part(Path folder, String name) {
    return Stream.of(Optional.ofNullable(folder.toFile().list()).orElse(new String[0]))
        .filter(file -> file.startsWith("." + name) && file.endsWith(".part"))
        .filter(file -> new File(folder.toFile(), file).length() > 0)
        .findFirst();
  }
}
