package io.perdure.schema;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The changelog of the last release, as the repository's tags have it. */
final class ReleasedChangelog {
  private static final String FOLDER = "schema/src/main/resources/io/perdure/schema/";

  private ReleasedChangelog() {}

  /** Its change sets; none before the first release, and where there is no repository. */
  static List<ChangeSetText> changeSets() throws IOException, InterruptedException {
    List<String> tags =
        git("tag", "--list", "v*", "--merged", "HEAD", "--sort=-version:refname").lines().toList();
    if (tags.isEmpty()) {
      return List.of();
    }
    String place = tags.get(0) + ":" + FOLDER;
    List<ChangeSetText> result = new ArrayList<>();
    for (String file : ChangelogFiles.included(git("show", place + "changelog.xml"))) {
      result.addAll(ChangeSetText.parse(file, git("show", place + file)));
    }
    return result;
  }

  private static String git(String... arguments) throws IOException, InterruptedException {
    Process git;
    try {
      git =
          new ProcessBuilder(Stream.concat(Stream.of("git"), Stream.of(arguments)).toList())
              .directory(Path.of("").toAbsolutePath().toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return "";
    }
    String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return git.waitFor() == 0 ? out : "";
  }
}
