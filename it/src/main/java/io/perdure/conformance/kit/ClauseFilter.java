package io.perdure.conformance.kit;

import java.util.Set;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

/** Narrows a run to the tests of the clauses that {@value #CLAUSE} names, with commas between. */
public final class ClauseFilter implements PostDiscoveryFilter {
  /** Names the system property with the clauses. */
  public static final String CLAUSE = "perdure.clause";

  private final Set<String> wanted;

  /** As the launcher makes it: the clauses are those of the system property. */
  public ClauseFilter() {
    this(System.getProperty(CLAUSE, ""));
  }

  ClauseFilter(String clauses) {
    wanted = Set.of(clauses.trim().split("\\s*,\\s*"));
  }

  @Override
  public FilterResult apply(TestDescriptor test) {
    return FilterResult.includedIf(wanted.contains("") || isWanted(test));
  }

  private boolean isWanted(TestDescriptor test) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(MethodSource.class::cast)
        .map(source -> Clauses.of(source.getJavaClass(), source.getJavaMethod()))
        .map(clauses -> clauses.stream().anyMatch(wanted::contains))
        .orElse(false);
  }
}
