package io.perdure.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The changelog as it is written. */
final class ChangelogFiles {
  private static final Pattern INCLUDE = Pattern.compile("<include file=\"([^\"]+)\"");

  private ChangelogFiles() {}

  static String master() {
    return Changelog.text("changelog.xml");
  }

  /** The included files, in order. */
  static List<String> included() {
    return included(master());
  }

  static List<String> included(String master) {
    List<String> files = new ArrayList<>();
    Matcher include = INCLUDE.matcher(master);
    while (include.find()) {
      files.add(include.group(1));
    }
    return files;
  }

  static List<ChangeSetText> changeSets() {
    return included().stream()
        .flatMap(file -> ChangeSetText.parse(file, Changelog.text(file)).stream())
        .toList();
  }
}
