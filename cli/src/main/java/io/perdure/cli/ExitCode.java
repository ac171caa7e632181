package io.perdure.cli;

import io.perdure.schema.SchemaDifference;
import io.perdure.schema.SchemaState;
import io.perdure.schema.SchemaStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How commands end; the same numbers for all of them. */
final class ExitCode {
  static final int DONE = 0;

  /** Something was refused or failed. */
  static final int FAILED = 1;

  /** The command line makes no sense. */
  static final int USAGE = 2;

  /** Changes of the schema are pending. */
  static final int PENDING = 3;

  /** The database is ahead of this build, which may not write there any more. */
  static final int AHEAD = 4;

  /** Another held the database for too long. */
  static final int BUSY = 5;

  /** The tables are other than they should be. */
  static final int DIFFERENT = 6;

  private ExitCode() {}

  /** What each says, for the help. */
  static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    meanings.put(" 0", "done");
    meanings.put(" 1", "something was refused or failed, or doctor found a problem");
    meanings.put(" 2", "the command line makes no sense");
    meanings.put(" 3", "changes of the schema are pending (status --check, validate)");
    meanings.put(" 4", "the database is ahead of this build, which may not write there");
    meanings.put(" 5", "the database was not to be had in time (migrate --wait)");
    meanings.put(" 6", "tables differ from what they should be (status --check, validate)");
    return meanings;
  }

  /** What a check of a schema comes to. */
  static int of(SchemaStatus status, List<SchemaDifference> differences) {
    if (status.state() == SchemaState.NEWER && !status.canWrite()) {
      return AHEAD;
    }
    if (status.state() == SchemaState.ABSENT || status.state() == SchemaState.OLDER) {
      return PENDING;
    }
    return differences.isEmpty() ? DONE : DIFFERENT;
  }
}
