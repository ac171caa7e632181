package io.perdure.conformance.kit;

import org.jspecify.annotations.Nullable;

/** Closes many things, whatever each of them throws. */
final class Closing {
  private Closing() {}

  static void all(Iterable<? extends AutoCloseable> resources) throws Exception {
    @Nullable Exception first = null;
    for (AutoCloseable resource : resources) {
      try {
        resource.close();
      } catch (Exception e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
