package io.perdure.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a release binds its successors to. Each rule answers what is wrong, in one line each. */
final class Release {
  private static final Pattern CREATED_TABLE = Pattern.compile("create table (\\S+) .*");
  private static final Pattern UNIQUE_INDEX =
      Pattern.compile("create unique index .* on (\\S+) .*");
  private static final Pattern INDEX = Pattern.compile("create index .*");
  private static final Pattern VIEW = Pattern.compile("(create|drop) view .*");
  private static final Pattern WRITE = Pattern.compile("(insert into|update) .*");
  private static final Pattern ADD_COLUMN = Pattern.compile("alter table \\S+ add column (.*)");

  private Release() {}

  /** A change set of the release is there, at its place, and as it was. */
  static List<String> thawed(List<ChangeSetText> released, List<ChangeSetText> now) {
    List<String> found = new ArrayList<>();
    Map<String, ChangeSetText> current =
        now.stream().collect(Collectors.toMap(ChangeSetText::key, Function.identity()));
    for (ChangeSetText set : released) {
      ChangeSetText today = current.get(set.key());
      if (today == null) {
        found.add(set.key() + ": it was released, and is gone");
      } else if (!today.meaning().equals(set.meaning())) {
        found.add(set.key() + ": it was released, and is changed");
      }
    }
    List<String> order = now.stream().map(ChangeSetText::key).toList();
    List<String> before = released.stream().map(ChangeSetText::key).toList();
    if (found.isEmpty() && !order.stream().filter(before::contains).toList().equals(before)) {
      found.add("released change sets stand in another order");
    }
    return found;
  }

  /** A change set after the release leaves room for code of that release. */
  static List<String> narrowing(List<ChangeSetText> released, List<ChangeSetText> now) {
    List<String> before = released.stream().map(ChangeSetText::key).toList();
    return now.stream()
        .filter(set -> !before.contains(set.key()))
        .flatMap(set -> narrowing(set).stream())
        .toList();
  }

  static List<String> narrowing(ChangeSetText set) {
    List<String> tables =
        set.statements().stream()
            .map(CREATED_TABLE::matcher)
            .filter(Matcher::matches)
            .map(created -> created.group(1))
            .toList();
    return set.statements().stream()
        .filter(statement -> !expands(statement, tables))
        .map(statement -> set.key() + ": it does not only expand: " + statement)
        .toList();
  }

  private static boolean expands(String statement, List<String> tables) {
    Matcher unique = UNIQUE_INDEX.matcher(statement);
    if (unique.matches()) {
      return tables.contains(unique.group(1));
    }
    Matcher column = ADD_COLUMN.matcher(statement);
    if (column.matches()) {
      String words = " " + column.group(1) + " ";
      boolean optional = !words.contains(" not null ") || words.contains(" default ");
      return optional
          && !words.contains(" unique ")
          && !words.contains(" references ")
          && !words.contains(" check ");
    }
    return CREATED_TABLE.matcher(statement).matches()
        || INDEX.matcher(statement).matches()
        || VIEW.matcher(statement).matches()
        || WRITE.matcher(statement).matches();
  }
}
