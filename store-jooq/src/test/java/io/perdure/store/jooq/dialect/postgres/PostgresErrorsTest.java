package io.perdure.store.jooq.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.store.jooq.sql.ErrorKind;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLWarning;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

class PostgresErrorsTest {
  @ParameterizedTest(name = "{0} ({2}) is {1}")
  @CsvSource({
    "40001, TRANSIENT, serialization failure",
    "40P01, TRANSIENT, deadlock",
    "55P03, TRANSIENT, lock timeout",
    "57014, TRANSIENT, cancelled",
    "26000, TRANSIENT, prepared statement unknown",
    "08000, CONNECTION, connection exception",
    "08001, CONNECTION, cannot connect",
    "08003, CONNECTION, connection does not exist",
    "08004, CONNECTION, connection rejected",
    "08006, CONNECTION, connection failure",
    "08007, CONNECTION, resolution unknown",
    "08P01, CONNECTION, protocol violation",
    "25P03, CONNECTION, idle in transaction for too long",
    "25P04, CONNECTION, transaction took too long",
    "40003, CONNECTION, completion unknown",
    "53300, CONNECTION, too many connections",
    "57P01, CONNECTION, shut down",
    "57P02, CONNECTION, crashed",
    "57P03, CONNECTION, cannot connect now",
    "57P04, CONNECTION, database dropped",
    "57P05, CONNECTION, idle for too long",
    "25006, READ_ONLY, read-only transaction",
    "0A000, FAILURE, not supported",
    "22P02, FAILURE, invalid text",
    "23505, FAILURE, unique violation",
    "23514, FAILURE, check violation",
    "25P02, FAILURE, transaction aborted",
    "28P01, FAILURE, wrong password",
    "42501, FAILURE, missing privilege",
    "42P01, FAILURE, no such table",
    "53100, FAILURE, disk full",
    "53200, FAILURE, out of memory",
    "XX001, FAILURE, data corrupted",
  })
  void everyStateHasItsKind(String state, ErrorKind kind, String what) {
    assertThat(PostgresErrors.classify(new SQLException("any text", state))).isEqualTo(kind);
  }

  @Test
  @DisplayName("An error without a state is a lost connection only if its class says so")
  void withoutState() {
    assertThat(PostgresErrors.classify(new SQLTransientConnectionException("pool")))
        .isEqualTo(ErrorKind.CONNECTION);
    assertThat(PostgresErrors.classify(new SQLException("connection")))
        .isEqualTo(ErrorKind.FAILURE);
  }

  @Test
  @DisplayName("A plan that a migration made outdated is prepared again, not reported")
  void outdatedPlan() {
    ServerErrorMessage message =
        message("SERROR", "C0A000", "Manything, in any language", "RRevalidateCachedQuery");
    assertThat(PostgresErrors.classify(new PSQLException(message))).isEqualTo(ErrorKind.TRANSIENT);
  }

  @Test
  @DisplayName(
      "A commit that no standby confirmed is told from other warnings by the server's routine")
  void unconfirmed() {
    SQLWarning other = new PSQLWarning(message("SWARNING", "C01000", "Mother", "Rexec_stmt_raise"));
    assertThat(PostgresErrors.unconfirmed(null)).isFalse();
    assertThat(PostgresErrors.unconfirmed(other)).isFalse();
    other.setNextWarning(
        new PSQLWarning(message("SWARNUNG", "C01000", "Mjede Sprache", "RSyncRepWaitForLSN")));
    assertThat(PostgresErrors.unconfirmed(other)).isTrue();
  }

  private static ServerErrorMessage message(String... parts) {
    return new ServerErrorMessage(String.join("\0", parts) + "\0");
  }
}
