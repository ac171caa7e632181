package io.perdure.torture.scenarios;

import io.perdure.conformance.kit.Beside;
import io.perdure.torture.Verification;
import io.perdure.torture.checker.Violation;
import io.perdure.torture.stage.Shell;
import io.perdure.torture.truth.Books;
import io.perdure.torture.workload.Door;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What becomes of an SQLite file after a crash when somebody lays hands on its log. Nothing is
 * promised then, but this is what happens: what was committed since the last checkpoint may be gone
 * from some commit on; what remains is one earlier state, consistent in itself.
 */
final class DamagedLog implements Scenario {
  private static final long WORK_MILLIS = 8_000;

  /** What is done, and what is expected. */
  private enum Damage {
    NOTHING("true", Expected.ALL),
    SHARED_MEMORY_DELETED("rm \"$1\"-shm", Expected.ALL),
    GARBAGE_BEHIND_THE_LOG("head -c 10000 /dev/urandom >> \"$1\"-wal", Expected.ALL),
    LOG_DELETED("rm \"$1\"-wal \"$1\"-shm", Expected.EARLIER),
    LOG_DELETED_ALONE("rm \"$1\"-wal", Expected.EARLIER),
    LOG_EMPTIED(": > \"$1\"-wal", Expected.EARLIER),
    LOG_CUT_IN_ITS_TENTH_FRAME("truncate -s 40000 \"$1\"-wal", Expected.EARLIER),
    BYTE_IN_THE_TENTH_FRAME(
        "printf X | dd of=\"$1\"-wal bs=1 conv=notrunc seek=40000", Expected.EARLIER);

    private final String script;
    private final Expected expected;

    Damage(String script, Expected expected) {
      this.script = script;
      this.expected = expected;
    }
  }

  private enum Expected {
    /** Nothing is lost. */
    ALL,
    /** An earlier state, consistent in itself. */
    EARLIER
  }

  @Override
  public String name() {
    return "damaged-log";
  }

  @Override
  public boolean suits(String backend) {
    return backend.equals("sqlite");
  }

  @Override
  public List<String> play(Scene scene) throws Exception {
    Path crashed = Files.createDirectory(scene.folder().resolve("crashed"));
    Small small = new Small(Door.file(crashed.resolve("store.db")), scene.folder(), scene);
    small.migrate();
    small.workAndCrash(2, WORK_MILLIS);
    Books books = Books.in(scene.folder().resolve("logs"));
    List<String> wrong = new ArrayList<>();
    for (Damage damage : Damage.values()) {
      Path copy = scene.folder().resolve(damage.name().toLowerCase(Locale.ROOT));
      Shell.run("cp -r \"$1\" \"$2\"", crashed, copy);
      Shell.run(damage.script, copy.resolve("store.db"));
      look(damage, copy, books, scene, wrong);
    }
    return wrong;
  }

  private static void look(Damage damage, Path copy, Books books, Scene scene, List<String> wrong)
      throws Exception {
    String name = copy.getFileName().toString().replace('_', ' ');
    try {
      List<Violation> found = Verification.ofFile(copy.resolve("store.db"), books).violations();
      long lost = Losses.count(found);
      String integrity = integrity(copy.resolve("store.db"));
      scene
          .say()
          .accept(
              "%-32s opens, %d of %d operations lost, integrity %s"
                  .formatted(name, lost, books.size(), integrity));
      boolean expected =
          damage.expected == Expected.EARLIER ? Losses.otherThan(found).isEmpty() : found.isEmpty();
      if (!expected || !integrity.equals("ok")) {
        wrong.add(name + ": integrity " + integrity + ", for example " + found);
      }
    } catch (RuntimeException e) {
      scene.say().accept("%-32s is refused: %s".formatted(name, e.getMessage()));
      if (damage.expected == Expected.ALL) {
        wrong.add(name + " is refused: " + e);
      }
    }
  }

  private static String integrity(Path file) throws SQLException {
    return Beside.texts(file, "pragma integrity_check").get(0);
  }
}
