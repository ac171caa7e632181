package io.perdure.conformance.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Libraries in C that are compiled where they are needed, to be preloaded into processes. */
public final class Preload {
  private Preload() {}

  /**
   * Compiles a source among the resources, and answers the library, for {@code LD_PRELOAD}.
   *
   * @param beside a class of the module that the source belongs to
   * @param source the resource's name, which begins with a slash
   * @param folder where the library is put
   * @throws IOException if there is no C compiler, or it fails; the message says what it said
   */
  public static Path compiled(Class<?> beside, String source, Path folder) throws IOException {
    Path text = folder.resolve(source.substring(source.lastIndexOf('/') + 1));
    try (InputStream in = beside.getResourceAsStream(source)) {
      Files.copy(Objects.requireNonNull(in), text);
    }
    Path library = Path.of(text.toString().replaceAll("\\.c$", ".so"));
    String[] command = {
      "cc",
      "-shared",
      "-fPIC",
      "-O2",
      "-o",
      library.toString(),
      text.toString(),
      "-ldl",
      "-lpthread"
    };
    Process compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (compiler.waitFor() != 0) {
        throw new IOException("cc: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while compiling " + text);
    }
    return library;
  }
}
