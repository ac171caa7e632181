package io.perdure.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.torture.checker.Checker;
import io.perdure.torture.checker.Violation;
import io.perdure.torture.truth.Books;
import io.perdure.torture.truth.Checked;
import io.perdure.torture.workload.Door;
import io.perdure.torture.workload.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A run that is right, whose store and logs each test spoils before they are compared. */
abstract class SpoiltRun {
  @TempDir Path folder = Path.of("");

  @BeforeEach
  void run() throws IOException {
    Files.createDirectories(folder.resolve(RunFolder.LOGS));
    SmallRun.in(folder);
  }

  /** What the checker finds in it. */
  List<Violation> violations(Checker.State state) throws IOException {
    return Verification.of(
            Door.file(folder.resolve(RunFolder.FILE)),
            Books.in(folder.resolve(RunFolder.LOGS)),
            state,
            Set.of())
        .violations();
  }

  /** Of that law, at a place that begins so. */
  static boolean is(Violation found, String law, String where) {
    return found.law().equals(law) && found.where().startsWith(where);
  }

  /** Changes rows of its store. */
  void sql(String text) throws SQLException {
    sql(RunFolder.FILE, text);
  }

  /** Changes rows of that file. */
  void sql(String file, String text) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(text)).isPositive();
    }
  }

  /** Adds lines to a log of its own. */
  void log(String... lines) throws IOException {
    Files.write(
        folder.resolve(RunFolder.LOGS).resolve("w9.1.log"),
        Stream.of(lines).map(Checked::line).toList(),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** Changes lines of its log. */
  void replace(String pattern, String by) throws IOException {
    Path log = folder.resolve(RunFolder.LOGS).resolve("w0.1.log");
    Files.write(
        log,
        Files.readAllLines(log).stream()
            .map(line -> Checked.line(Checked.words(line).replaceAll(pattern, by)))
            .toList());
  }
}
