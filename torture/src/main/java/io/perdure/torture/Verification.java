package io.perdure.torture;

import io.perdure.Perdure;
import io.perdure.PerdureReader;
import io.perdure.torture.checker.Checker;
import io.perdure.torture.checker.Findings;
import io.perdure.torture.truth.Books;
import io.perdure.torture.workload.Door;
import java.io.IOException;
import java.nio.file.Path;

/** Checks what is in a folder of a run. */
public final class Verification {
  private Verification() {}

  /** Checks a copy of an SQLite store and its logs, made in the middle of a run. */
  public static Findings ofCopy(Path folder) throws IOException {
    // A copy with its log is like a store after a crash: whoever opens it recovers it.
    Door door = Door.file(folder.resolve(RunFolder.FILE));
    try (Perdure recovered = door.open().open()) {
      return Checker.check(
          recovered.namespace(Door.NAMESPACE),
          Books.in(folder.resolve(RunFolder.LOGS)),
          Checker.State.CUT);
    }
  }

  /** Checks that store against those logs. */
  static Findings of(Door door, Books books, Checker.State state) {
    try (PerdureReader reader = door.open().openReadOnly()) {
      return Checker.check(reader.namespace(Door.NAMESPACE), books, state);
    }
  }
}
