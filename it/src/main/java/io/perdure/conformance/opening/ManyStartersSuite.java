package io.perdure.conformance.opening;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Child;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.PageRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@DisplayName("A new database that many open and migrate at once")
public abstract class ManyStartersSuite {
  private static final int PROCESSES = 16;
  private static final int ENGINES = 8;

  @Test
  @Needs({Capability.SECOND_PROCESS, Capability.EMBEDDED})
  @Clause({"C1", "C4"})
  @DisplayName("is open for every process, and each can write")
  void processes(Database database) throws Exception {
    List<Child> children = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      children.add(database.child(Starter.class, "w" + i));
    }
    for (Child child : children) {
      assertThat(child.hear()).isEqualTo("ready");
    }
    children.forEach(child -> child.say("go"));
    for (Child child : children) {
      assertThat(child.hear()).isEqualTo("open");
    }
    for (Child child : children) {
      assertThat(child.end()).isZero();
    }

    assertThat(database.store().history().ids(PageRequest.first(100)).entries())
        .hasSameSizeAs(children);
  }

  @Test
  @Needs(Capability.SECOND_ENGINE)
  @Clause("C4")
  @DisplayName("is open for every engine of a process")
  void engines(Database database) {
    List<Perdure> opened = new ArrayList<>();
    try (Crowd crowd = new Crowd()) {
      List<Crowd.Call<Perdure>> calls = new ArrayList<>();
      for (int i = 0; i < ENGINES; i++) {
        calls.add(crowd.call(() -> database.door().migrateOnOpen().open()));
      }
      for (Crowd.Call<Perdure> call : calls) {
        opened.add(database.closing(call.answer()));
      }
    }
    for (Perdure perdure : opened) {
      assertThat(perdure.administration().namespaces(PageRequest.first(10)).entries()).isEmpty();
    }
  }
}
