package io.perdure.conformance.kit;

import io.perdure.store.Payload;
import io.perdure.store.history.NewEvent;
import java.time.Instant;

/** Things to store, where a test does not care what they are. */
public final class Sample {
  private Sample() {}

  /** An unmarked event of that type. */
  public static NewEvent event(String type) {
    return NewEvent.of(type, Payload.json("{\"is\":\"" + type + "\"}"), Instant.EPOCH);
  }
}
