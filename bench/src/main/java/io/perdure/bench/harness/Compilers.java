package io.perdure.bench.harness;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How much the JIT compilers have to do. On few cores they take the time of what is measured, until
 * all of it is compiled. Not thread-safe.
 */
final class Compilers {
  /** Of the time that passes, for a machine of any number of cores. */
  private static final double REST = 0.1;

  private final Optional<CompilationMXBean> bean =
      Optional.ofNullable(ManagementFactory.getCompilationMXBean())
          .filter(CompilationMXBean::isCompilationTimeMonitoringSupported);

  private long looked = System.nanoTime();
  private long worked = worked();

  /** Whether they have worked for a tenth of the time or more since this was asked last. */
  boolean busy() {
    long looking = System.nanoTime();
    long work = worked();
    boolean busy = work - worked >= REST * (looking - looked);
    looked = looking;
    worked = work;
    return busy;
  }

  /** In nanoseconds, of all of them; 0 on a Java that does not tell. */
  private long worked() {
    return bean.map(known -> TimeUnit.MILLISECONDS.toNanos(known.getTotalCompilationTime()))
        .orElse(0L);
  }
}
