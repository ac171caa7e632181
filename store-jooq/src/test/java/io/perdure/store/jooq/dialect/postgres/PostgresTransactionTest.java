package io.perdure.store.jooq.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresTransactionTest {
  @ParameterizedTest(name = "{0} ms left: {1} ms")
  @DisplayName("The bound on a lock's wait is what remains, rounded up, and never none")
  @CsvSource({
    "-5, 100",
    "0, 100",
    "1, 100",
    "101, 200",
    "1000, 1000",
    "1001, 2000",
    "14999, 15000"
  })
  void lockTimeout(long left, long timeout) {
    assertThat(PostgresTransaction.lockTimeout(TimeUnit.MILLISECONDS.toNanos(left)))
        .isEqualTo(timeout);
  }
}
