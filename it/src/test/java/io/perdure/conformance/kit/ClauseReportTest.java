package io.perdure.conformance.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

@DisplayName("The report of clauses")
class ClauseReportTest {
  private static final Set<String> RAN = new ConcurrentSkipListSet<>();

  @AfterEach
  void forget() {
    RAN.clear();
  }

  @EveryBackend
  @Clause("G1")
  abstract static class Suite {
    @Test
    void everywhere(Backend backend) {
      RAN.add("everywhere " + backend.id());
    }

    @Test
    @Clause("C3")
    @Needs(Capability.SERVER)
    void onServers(Backend backend) {
      RAN.add("onServers " + backend.id());
      throw new IllegalStateException("red on purpose: this class is run by a test");
    }
  }

  static class Sample extends Suite {}

  static class Unbound {
    @Test
    @Clause("H14")
    @Needs(Capability.EMBEDDED)
    void unbound() {
      RAN.add("unbound");
    }
  }

  @Test
  @DisplayName("has a line for each clause, backend and test, and says what was left out")
  void lines(@TempDir Path folder) throws Exception {
    ClauseReport report = run(folder, new ClauseListener(folder.resolve("run.tsv"), line -> {}));

    Set<String> lines = new TreeSet<>();
    report.lines().forEach(l -> lines.add(l.clause() + " " + l.backend() + " " + l.outcome()));
    Set<String> expected = new TreeSet<>();
    for (Backend backend : Backends.selected()) {
      boolean server = backend.capabilities().contains(Capability.SERVER);
      expected.add("G1 " + backend.id() + " GREEN");
      expected.add("G1 " + backend.id() + (server ? " RED" : " LEFT_OUT"));
      expected.add("C3 " + backend.id() + (server ? " RED" : " LEFT_OUT"));
      if (!server) {
        expected.add("H14 " + backend.id() + " GREEN");
      }
    }
    assertThat(lines).isEqualTo(expected);
  }

  @Test
  @DisplayName("can be narrowed to the tests of a clause")
  void narrowed(@TempDir Path folder) throws Exception {
    ClauseListener listener = new ClauseListener(folder.resolve("run.tsv"), line -> {});
    ClauseReport report = run(folder, listener, new ClauseFilter("H14, H15"));

    assertThat(RAN).containsExactly("unbound");
    assertThat(report.lines()).allMatch(line -> line.clause().equals("H14"));
  }

  private static ClauseReport run(Path folder, ClauseListener listener, ClauseFilter... filters)
      throws Exception {
    LauncherConfig config =
        LauncherConfig.builder()
            .enableTestExecutionListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .build();
    LauncherFactory.create(config)
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(List.of(selectClass(Sample.class), selectClass(Unbound.class)))
                .filters(filters)
                .build(),
            listener);
    return ClauseReport.read(folder.resolve("run.tsv"));
  }
}
