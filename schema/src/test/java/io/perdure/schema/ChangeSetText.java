package io.perdure.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A change set as it is written.
 *
 * @param file the file's name, such as {@code history.sql}
 * @param id its id
 * @param author its author
 * @param attributes what else stands in its first line
 * @param body everything below that line
 */
record ChangeSetText(String file, String id, String author, String attributes, String body) {
  private static final Pattern FIRST_LINE =
      Pattern.compile("^--changeset +([^:\\s]+):(\\S+)(.*)$", Pattern.MULTILINE);

  /** The change sets of one file. */
  static List<ChangeSetText> parse(String file, String text) {
    List<ChangeSetText> result = new ArrayList<>();
    Matcher first = FIRST_LINE.matcher(text);
    List<int[]> places = new ArrayList<>();
    while (first.find()) {
      places.add(new int[] {first.start(), first.end()});
      result.add(
          new ChangeSetText(file, first.group(2), first.group(1), first.group(3).strip(), ""));
    }
    for (int i = 0; i < result.size(); i++) {
      int end = i + 1 < places.size() ? places.get(i + 1)[0] : text.length();
      result.set(i, result.get(i).withBody(text.substring(places.get(i)[1], end)));
    }
    return result;
  }

  private ChangeSetText withBody(String raw) {
    return new ChangeSetText(file, id, author, attributes, raw);
  }

  String key() {
    return file + "::" + id;
  }

  /** The id without the database that it is for: twins make the same change. */
  String name() {
    return id.replaceFirst("-postgres$", "");
  }

  /** What it does: comments and white space aside, every letter as it is. */
  String meaning() {
    return author
        + " "
        + attributes
        + " "
        + body.replaceAll("(?m)--.*$", "").replaceAll("\\s+", " ").strip();
  }

  /** Its statements, in one line each, without comments and in lower case. */
  List<String> statements() {
    String bare = body.replaceAll("(?m)--.*$", "");
    return Arrays.stream(bare.split(";", -1))
        .map(statement -> statement.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT))
        .filter(statement -> !statement.isEmpty())
        .toList();
  }
}
