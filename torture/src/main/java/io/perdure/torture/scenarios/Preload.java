package io.perdure.torture.scenarios;

import io.perdure.torture.stage.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Libraries in C that are compiled where they are needed, to be preloaded into processes. */
final class Preload {
  private Preload() {}

  /** Compiles the one of that name into that folder. */
  static Path compiled(String name, Path folder) throws IOException, InterruptedException {
    Path source = folder.resolve(name + ".c");
    try (InputStream text =
        Preload.class.getResourceAsStream("/io/perdure/torture/" + name + ".c")) {
      Files.copy(Objects.requireNonNull(text), source);
    }
    Path library = folder.resolve(name + ".so");
    Shell.run("cc -shared -fPIC -O2 -o \"$1\" \"$2\" -ldl -lpthread", library, source);
    return library;
  }
}
