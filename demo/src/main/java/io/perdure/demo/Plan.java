package io.perdure.demo;

import io.perdure.demo.shop.Recipe;
import io.perdure.demo.shop.Rules;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What is to happen.
 *
 * @param orders how many are asked for
 * @param workers how many processes work
 * @param kills how many of them are killed
 * @param seed decides what the world answers, and when workers are killed
 */
record Plan(int orders, int workers, int kills, long seed) {
  /**
   * After which charges, counted from 1, a worker is killed: one somewhere in each part of them.
   */
  Set<Integer> moments(Rules rules) {
    int charges =
        (int)
            IntStream.rangeClosed(1, orders)
                .mapToObj(number -> rules.wholeHistory(Customers.order(number), Recipe.V1))
                .flatMap(List::stream)
                .filter(Rules::isCharge)
                .count();
    if (kills > charges) {
      throw new DemoException(
          "with this seed the orders bring about " + charges + " charges, too few for the kills");
    }
    Random chance = new Random(seed);
    Set<Integer> moments = new TreeSet<>();
    for (int kill = 0; kill < kills; kill++) {
      int from = charges * kill / kills;
      int to = charges * (kill + 1) / kills;
      moments.add(1 + from + chance.nextInt(to - from));
    }
    return moments;
  }
}
