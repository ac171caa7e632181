package io.perdure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

@DisplayName("What docs/deploy.md shows")
class DeployPageTest {
  private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern TOOL = Pattern.compile("(?:\"\\$PERDURE_IMAGE\"|/perdure) (.+)");
  private static final Set<String> COMMANDS =
      Set.of("migrate", "plan", "status", "validate", "doctor");
  private static final Set<String> VARIABLES =
      Set.of(
          "PERDURE_SQLITE",
          "PERDURE_POSTGRES",
          "PERDURE_USER",
          "PERDURE_PASSWORD",
          "PERDURE_PASSWORD_FILE",
          "PERDURE_CONFIG",
          "PERDURE_IMAGE");

  @TempDir private Path folder = Path.of("");
  private String page = "";

  @BeforeEach
  void page() throws Exception {
    page = Files.readString(Path.of("../docs/deploy.md"));
  }

  @ParameterizedTest
  @MethodSource("io.perdure.cli.Place#all")
  @DisplayName("runs, each command as it stands there, with the variables that it names")
  void commands(Place place) throws Exception {
    List<List<String>> commands = new ArrayList<>();
    List<Object> documents =
        BLOCK
            .matcher(page)
            .results()
            .map(block -> new Yaml().<Object>load(block.group(1)))
            .toList();
    assertThat(documents).hasSize(4);
    documents.forEach(document -> collect(document, commands));
    assertThat(commands)
        .hasSize(9)
        .contains(List.of("migrate", "--wait", "5m"), List.of("status", "--check"))
        .allMatch(command -> COMMANDS.contains(command.get(0)));

    Fresh fresh = Fresh.of(place, folder);
    Map<String, String> environment = new HashMap<>(fresh.environment());
    String password = environment.remove("PERDURE_PASSWORD");
    if (password != null) {
      Path secret = Files.writeString(folder.resolve("password"), password + "\n");
      environment.put("PERDURE_PASSWORD_FILE", secret.toString());
    }
    for (List<String> command : commands) {
      Cli.Answer answer = new Cli(environment).run(command.toArray(String[]::new));
      assertThat(answer.exitCode()).as("%s: %s", command, answer.err()).isZero();
    }
  }

  @Test
  @DisplayName("names commands, exit codes and variables that there are, and all of the exit codes")
  void names() {
    Set<String> named = new TreeSet<>(matches("PERDURE_[A-Z_]+"));
    assertThat(VARIABLES).containsAll(named);
    String help = Cli.plain().run("--help").out();
    for (String row : matches("(?m)^\\| `[a-z].*")) {
      Matcher command = Pattern.compile("`([a-z]+)[^`]*`").matcher(row.split("\\|", -1)[1]);
      assertThat(command.find()).as(row).isTrue();
      assertThat(help).contains(command.group(1));
    }
    assertThat(matches("(?m)^\\| [0-9] \\|"))
        .hasSameSizeAs(ExitCode.meanings().keySet())
        .isSorted();
  }

  private List<String> matches(String pattern) {
    return Pattern.compile(pattern).matcher(page).results().map(MatchResult::group).toList();
  }

  /** The arguments of containers, and the tool's arguments in lines of scripts, in their order. */
  private static void collect(Object node, List<List<String>> commands) {
    if (node instanceof Map<?, ?> members) {
      if (members.get("args") instanceof List<?> arguments) {
        commands.add(arguments.stream().map(String::valueOf).toList());
      }
      members.values().forEach(value -> collect(value, commands));
    } else if (node instanceof List<?> elements) {
      elements.forEach(element -> collect(element, commands));
    } else if (node instanceof String line) {
      Matcher tool = TOOL.matcher(line);
      if (tool.find()) {
        commands.add(Arrays.asList(tool.group(1).split(" ", -1)));
      }
    }
  }
}
