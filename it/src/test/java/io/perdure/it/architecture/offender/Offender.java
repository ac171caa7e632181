package io.perdure.it.architecture.offender;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.SelectForUpdateStep;
import org.sqlite.SQLiteConfig;

/** Does what must not be done. */
@SuppressWarnings("all") // it is bad on purpose
final class Offender {
  long now() {
    return Instant.now().toEpochMilli()
        + System.currentTimeMillis()
        + Clock.systemUTC().millis()
        + InstantSource.system().millis();
  }

  void sleep() throws InterruptedException {
    Thread.sleep(1);
  }

  void files(Path database) throws IOException {
    new FileInputStream(database.toFile()).close();
    new RandomAccessFile(database.toFile(), "r").close();
    Files.copy(database, database);
  }

  void transaction(DSLContext dsl) {
    dsl.transaction(configuration -> {});
  }

  void lock(SelectForUpdateStep<Record> rows) {
    rows.forUpdate();
  }

  Object dialect(SQLiteConfig config) {
    System.out.println(config);
    return SQLDialect.POSTGRES;
  }
}
