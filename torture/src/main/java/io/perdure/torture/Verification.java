package io.perdure.torture;

import io.perdure.Perdure;
import io.perdure.PerdureReader;
import io.perdure.torture.checker.Checker;
import io.perdure.torture.checker.Findings;
import io.perdure.torture.truth.Books;
import io.perdure.torture.workload.Door;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Checks what is in a folder of a run. */
public final class Verification {
  private Verification() {}

  /** Checks a copy of an SQLite store and its logs, made in the middle of a run. */
  public static Findings ofCopy(Path folder) throws IOException {
    return ofFile(folder.resolve(RunFolder.FILE), Books.in(folder.resolve(RunFolder.LOGS)));
  }

  /** Checks an SQLite file that nobody has closed: whoever opens it recovers it first. */
  public static Findings ofFile(Path file, Books books) {
    try (Perdure recovered = Door.file(file).open().open()) {
      return Checker.check(recovered.namespace(Door.NAMESPACE), books, Checker.State.CUT, Set.of());
    }
  }

  /** Checks a backup, which needs no recovery. */
  static Findings ofBackup(Path file, Books books) {
    return of(Door.file(file), books, Checker.State.CUT, Set.of());
  }

  /** Checks that store against those logs; nothing but that identity may be its own, if told. */
  static Findings of(Door door, Books books, Checker.State state, Optional<String> identity)
      throws SQLException {
    try (PerdureReader reader = door.open().openReadOnly()) {
      String found = door.identity();
      if (!identity.orElse(found).equals(found)) {
        throw new TortureException(
            door + " is not the store of that run: it is " + found + ", not " + identity.get());
      }
      return Checker.check(reader.namespace(Door.NAMESPACE), books, state, Set.of());
    }
  }

  /** Checks that store, where operations may be refused with those exceptions, too. */
  public static Findings of(Door door, Books books, Checker.State state, Set<String> refusals) {
    try (PerdureReader reader = door.open().openReadOnly()) {
      return Checker.check(reader.namespace(Door.NAMESPACE), books, state, refusals);
    }
  }
}
