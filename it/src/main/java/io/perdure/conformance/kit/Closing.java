package io.perdure.conformance.kit;

import org.jspecify.annotations.Nullable;

/** Closes many things, whatever each of them throws. */
public final class Closing {
  private Closing() {}

  /** Closes all of them in their order; the first that failed is thrown, with the others added. */
  public static void all(Iterable<? extends AutoCloseable> resources) throws Exception {
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
