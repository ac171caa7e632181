package io.perdure.conformance.kit;

import io.perdure.conformance.kit.ClauseReport.Line;
import io.perdure.conformance.kit.ClauseReport.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes which clause was proved or broken where, one line for each clause, backend and test, into
 * the file that {@value #FILE} names; {@link ClauseTable} reads it. Says on standard output on
 * which backend a test failed.
 */
public final class ClauseListener implements TestExecutionListener {
  /** Names the system property with the file to write; without it nothing is written. */
  public static final String FILE = "perdure.clauses.file";

  private final List<Line> lines = new ArrayList<>();
  private final @Nullable Path file;
  private final Consumer<String> voice;

  /** As the launcher makes it: the file is that of the system property. */
  public ClauseListener() {
    this(fromProperty(), System.out::println);
  }

  ClauseListener(@Nullable Path file, Consumer<String> voice) {
    this.file = file;
    this.voice = voice;
  }

  private static @Nullable Path fromProperty() {
    String file = System.getProperty(FILE, "");
    return file.isEmpty() ? null : Path.of(file).toAbsolutePath();
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest()) {
      record(test, result.getStatus() == Status.SUCCESSFUL ? Outcome.GREEN : Outcome.RED);
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    record(test, Outcome.LEFT_OUT);
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    if (file == null) {
      return;
    }
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      new ClauseReport(narrowedBy(), lines()).write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized List<Line> lines() {
    return List.copyOf(lines);
  }

  private static String narrowedBy() {
    return List.of("test", "groups", "excludedGroups", Backends.SELECTION, ClauseFilter.CLAUSE)
        .stream()
        .filter(name -> !System.getProperty(name, "").isBlank())
        .map(name -> name + "=" + System.getProperty(name))
        .collect(Collectors.joining(" "));
  }

  private synchronized void record(TestIdentifier test, Outcome outcome) {
    Optional<MethodSource> source =
        test.getSource().filter(MethodSource.class::isInstance).map(MethodSource.class::cast);
    if (source.isEmpty()) {
      return;
    }
    MethodSource method = source.get();
    String name = method.getJavaClass().getSimpleName() + "." + method.getMethodName();
    Set<String> clauses = Clauses.of(method.getJavaClass(), method.getJavaMethod());
    Set<Capability> needs = Clauses.needs(method.getJavaClass(), method.getJavaMethod());
    for (Backend backend : backends(test, needs)) {
      Outcome judged = judged(outcome, backend.capabilities().containsAll(needs));
      for (String clause : clauses) {
        lines.add(new Line(clause, backend.id(), judged, name, test.getDisplayName()));
      }
      if (judged == Outcome.RED) {
        voice.accept("red on " + backend.id() + ": " + name + " " + clauses);
      }
    }
  }

  /** A test may be left out only where the backend is declared to lack what it needs. */
  private static Outcome judged(Outcome outcome, boolean hasWhatItNeeds) {
    return outcome == Outcome.LEFT_OUT && hasWhatItNeeds ? Outcome.RED : outcome;
  }

  private static List<Backend> backends(TestIdentifier test, Set<Capability> needs) {
    Optional<UniqueId.Segment> run =
        test.getUniqueIdObject().getSegments().stream()
            .filter(segment -> segment.getType().equals("class-template-invocation"))
            .findFirst();
    if (run.isPresent()) {
      int index = Integer.parseInt(run.get().getValue().substring(1)) - 1;
      return List.of(Backends.selected().get(index));
    }
    return Backends.selected().stream()
        .filter(backend -> backend.capabilities().containsAll(needs))
        .toList();
  }
}
