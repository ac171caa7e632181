package io.perdure.torture.stage;

import java.nio.file.Path;
import java.util.Random;

/**
 * What a fault can strike.
 *
 * @param crew the processes
 * @param site their database
 * @param folder of the run, where a fault may keep what it makes
 * @param chance decides what is left open; from the seed
 */
public record Stage(Crew crew, Site site, Path folder, Random chance) {
  /** Any number of milliseconds from the first to below the second. */
  public long millis(int from, int below) {
    return (long) from + chance.nextInt(below - from);
  }

  /** Lets the workers work for so long. */
  public void pass(long millis) throws InterruptedException {
    Thread.sleep(millis);
  }
}
