package io.perdure.torture.scenarios;

import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Where a scenario is played.
 *
 * @param folder for what it makes, which stays; it is empty
 * @param backend {@code sqlite} or {@code postgres}
 * @param seed of what its workers do
 * @param say takes what is to be told to people
 */
public record Scene(Path folder, String backend, long seed, Consumer<String> say) {
  Random chance() {
    return new Random(seed);
  }
}
