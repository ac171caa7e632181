package io.perdure.torture.stage;

import io.perdure.torture.workload.Door;
import java.io.IOException;

/** The database of a run. */
public interface Site extends AutoCloseable {
  /** Where workers find it. */
  Door forWorkers();

  /** Where whoever checks it finds it: past what may be between. */
  Door direct();

  /** Which database, with version and the settings that matter, for people. */
  String title() throws Exception;

  @Override
  void close() throws IOException;
}
