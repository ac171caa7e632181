package io.perdure.conformance.kit;

import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;

/** The backends on the class path. */
public final class Backends {
  /** Names the system property that narrows a run to some backends: ids with commas between. */
  public static final String SELECTION = "perdure.backends";

  private static final List<Backend> ALL =
      ServiceLoader.load(Backend.class).stream().map(ServiceLoader.Provider::get).toList();

  private Backends() {}

  /** Every backend there is. */
  public static List<Backend> all() {
    return ALL;
  }

  /** The backends of this run: all, or those that {@value #SELECTION} names. */
  public static List<Backend> selected() {
    String selection = System.getProperty(SELECTION, "");
    return selection.isBlank()
        ? ALL
        : Arrays.stream(selection.split(",")).map(String::trim).map(Backends::get).toList();
  }

  /**
   * The backend with that id.
   *
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  public static Backend get(String id) {
    return ALL.stream()
        .filter(backend -> backend.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no backend " + id + "; there are " + ALL.stream().map(Backend::id).toList()));
  }
}
