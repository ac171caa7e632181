package io.perdure.conformance.opening;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import io.perdure.store.StoreFailureException;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.NewEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Needs(Capability.EMBEDDED)
@DisplayName("A store on SQLite that has no room left")
public abstract class FullFileSuite {
  private static final WorkflowId A = WorkflowId.of("a");
  private static final Payload LARGE = new Payload(Bytes.copyOf(new byte[1 << 20]), "text/plain");
  private static final NewEvent EVENT = NewEvent.of("large", LARGE, Instant.EPOCH);

  @Test
  @Clause("G4")
  @DisplayName(
      "refuses what does not fit, keeps nothing of it, and goes on when there is room again")
  void goesOn(Database database) throws SQLException {
    database.store().history().append(A, 0, event("before"));
    atMost(database, pages(database) + 20);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> database.store().history().append(A, 1, event("small"), EVENT))
          .isInstanceOf(StoreFailureException.class);
    }
    assertThat(database.store().history().head(A)).isEqualTo(1);

    atMost(database, 1 << 20);
    database.store().history().append(A, 1, event("small"), EVENT);
    assertThat(database.store().history().read(A)).hasSize(3);
  }

  private static int pages(Database database) throws SQLException {
    try (Connection connection = database.perdure().dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet pages = statement.executeQuery("pragma page_count")) {
      pages.next();
      return pages.getInt(1);
    }
  }

  /** As a disk of that size. */
  private static void atMost(Database database, int pages) throws SQLException {
    try (Connection connection = database.perdure().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("pragma max_page_count = " + pages);
    }
  }
}
