package io.perdure.conformance.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A file that is none of a command's business, alone in a folder. In what the command is called
 * with, {@code FILE} stands for it, and {@code HERE} for its folder.
 */
public final class ForeignFile {
  private static final String MINE = "mine";

  private final Path here;
  private final Path file;

  private ForeignFile(Path here, Path file) {
    this.here = here;
    this.file = file;
  }

  /** Makes the folder, in that one, and the file. */
  public static ForeignFile in(Path parent) throws IOException {
    Path here = Files.createDirectory(parent.resolve("here"));
    return new ForeignFile(here, Files.writeString(here.resolve("file"), MINE));
  }

  /** What stands between the spaces of a call. */
  public String[] words(String call) {
    Stream<String> words = call.isEmpty() ? Stream.of() : Stream.of(call.split(" ", -1));
    return words
        .map(word -> word.replace("FILE", file.toString()).replace("HERE", here.toString()))
        .toArray(String[]::new);
  }

  /** As it was, and still alone. */
  public void assertUntouched() throws IOException {
    try (Stream<Path> left = Files.list(here)) {
      assertThat(left).containsExactly(file);
    }
    assertThat(file).hasContent(MINE);
  }
}
