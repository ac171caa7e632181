package io.perdure.conformance.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.NewEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@DisplayName("The database of a test")
class DatabaseTest {
  private static final WorkflowId WORKFLOW = WorkflowId.of("w");
  private static final NewEvent EVENT = NewEvent.of("e", Payload.json("{}"), Instant.EPOCH);

  /** Appends an event and says the head, for every line that it hears; dies when told to. */
  static final class Appender {
    public static void main(String[] args) throws Exception {
      try (Perdure perdure = Child.door(args).open()) {
        Store store = perdure.namespace("shop");
        var heard = Child.heard();
        for (String line = heard.readLine(); line != null; line = heard.readLine()) {
          long head = Long.parseLong(line);
          Child.voice().println(store.history().append(WORKFLOW, head, EVENT).last());
        }
      }
    }
  }

  @Test
  @DisplayName("is its own, and fresh")
  void fresh(Store store, Database database) {
    assertThat(store.history().head(WORKFLOW)).isZero();
    store.history().append(WORKFLOW, 0, EVENT);
    assertThat(database.store().history().head(WORKFLOW)).isEqualTo(1);
  }

  @Test
  @DisplayName("is its own, and fresh, also after another test")
  void freshAgain(Store store) {
    assertThat(store.history().head(WORKFLOW)).isZero();
    store.history().append(WORKFLOW, 0, EVENT);
  }

  @Test
  @DisplayName("can be reached by plain JDBC")
  void jdbc(Database database) throws Exception {
    database.store().history().append(WORKFLOW, 0, EVENT);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select seq from " + database.table("event"))) {
      assertThat(row.next()).isTrue();
      assertThat(row.getLong(1)).isEqualTo(1);
    }
  }

  @Test
  @Needs(Capability.DURABLE)
  @DisplayName("is the same after it was opened again")
  void reopened(Database database) {
    database.store().history().append(WORKFLOW, 0, EVENT);
    assertThat(database.reopen().namespace("shop").history().head(WORKFLOW)).isEqualTo(1);
  }

  @Test
  @Needs(Capability.SECOND_ENGINE)
  @DisplayName("is the same through a second engine")
  void second(Database database) {
    database.second().namespace("shop").history().append(WORKFLOW, 0, EVENT);
    assertThat(database.store().history().head(WORKFLOW)).isEqualTo(1);
  }

  @Test
  @Needs(Capability.SECOND_PROCESS)
  @DisplayName("is the same in another process, which can be killed")
  void child(Database database) throws Exception {
    Store store = database.store();
    try (Child child = database.child(Appender.class)) {
      child.say("0");
      assertThat(child.hear()).isEqualTo("1");
      store.history().append(WORKFLOW, 1, EVENT);
      child.say("2");
      assertThat(child.hear()).isEqualTo("3");
      child.kill();
      assertThatThrownBy(child::hear).isInstanceOf(AssertionError.class);
    }
    assertThat(store.history().head(WORKFLOW)).isEqualTo(3);

    try (Child child = database.child(Appender.class)) {
      child.say("3");
      assertThat(child.hear()).isEqualTo("4");
      assertThat(child.end()).isZero();
    }
  }
}
