package io.perdure.store.jooq.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.conf.Settings;
import org.jooq.conf.SettingsTools;
import org.jooq.impl.DSL;

/**
 * A compiled statement in the words of one database: its text for {@link
 * java.sql.Connection#prepareStatement}, and at which positions each named parameter stands.
 */
final class RenderedSql {
  /** Stands before a parameter's name in the rendered text; occurs in no SQL of ours. */
  private static final String MARKER = "\u00a7";

  private static final Pattern PARAMETER = Pattern.compile(MARKER + "(\\w+)");

  private final String text;
  private final Map<String, int[]> positions;

  private RenderedSql(String text, Map<String, int[]> positions) {
    this.text = text;
    this.positions = positions;
  }

  static RenderedSql render(CompiledSql sql, io.perdure.store.jooq.dialect.Dialect dialect) {
    Settings settings = SettingsTools.clone(dialect.settings());
    settings.setRenderNamedParamPrefix(MARKER);
    DSLContext context = DSL.using(dialect.jooq(), settings);
    Matcher matcher = PARAMETER.matcher(context.renderNamedParams(sql.query(dialect)));
    Map<String, List<Integer>> found = new HashMap<>();
    StringBuilder text = new StringBuilder();
    int position = 0;
    while (matcher.find()) {
      String name = matcher.group(1);
      if (Character.isDigit(name.charAt(0))) {
        throw new IllegalStateException(sql + " has a bind value without a name");
      }
      found.computeIfAbsent(name, any -> new ArrayList<>()).add(++position);
      matcher.appendReplacement(text, "?");
    }
    matcher.appendTail(text);
    Map<String, int[]> positions = new HashMap<>();
    found.forEach(
        (name, list) -> positions.put(name, list.stream().mapToInt(Integer::intValue).toArray()));
    return new RenderedSql(text.toString(), positions);
  }

  String text() {
    return text;
  }

  /** The 1-based positions of the parameter. */
  int[] positions(String parameter) {
    int[] found = positions.get(parameter);
    if (found == null) {
      throw new IllegalStateException("no parameter " + parameter + " in: " + text);
    }
    return found;
  }
}
