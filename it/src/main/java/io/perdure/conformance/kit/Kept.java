package io.perdure.conformance.kit;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What a body of a test keeps for afterwards, or for another thread. */
public final class Kept<T> {
  private final AtomicReference<@Nullable T> value = new AtomicReference<>();

  /** Keeps it, instead of what was kept before. */
  public void keep(T kept) {
    value.set(kept);
  }

  /** What was kept last. */
  public T get() {
    T kept = value.get();
    if (kept == null) {
      throw new AssertionError("nothing was kept");
    }
    return kept;
  }
}
