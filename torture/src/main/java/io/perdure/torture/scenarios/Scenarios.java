package io.perdure.torture.scenarios;

import java.util.List;
import java.util.stream.Collectors;

/** The scenarios there are. */
public final class Scenarios {
  private static final List<Scenario> ALL =
      List.of(
          new DiskFull(DiskFull.Way.DISK),
          new DiskFull(DiskFull.Way.LIMIT),
          new ReadOnly(),
          new CrowdWaits(),
          new DamagedLog(),
          new PowerCut(),
          new FailOver());

  private Scenarios() {}

  /** Those that were named. */
  public static List<Scenario> named(List<String> names) {
    return ALL.stream().filter(scenario -> names.contains(scenario.name())).toList();
  }

  /** Their names. */
  public static String names() {
    return ALL.stream().map(Scenario::name).collect(Collectors.joining(", "));
  }
}
