package io.perdure.conformance.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.ApiTypes;
import io.perdure.conformance.input.Draws.RefusedException;
import io.perdure.conformance.kit.Clause;
import io.perdure.store.Store;
import io.perdure.store.leases.LeaseKeeper;
import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Clause("G2")
@DisplayName("A value of the API that is made of anything, at the bounds and beyond,")
public abstract class ValuesSuite {
  private static final int DRAWS = 300;

  static Stream<Executable> makers() {
    return ApiTypes.all().stream()
        .filter(type -> !type.isEnum() && !Throwable.class.isAssignableFrom(type))
        .filter(
            type -> type != LeaseKeeper.class) // has threads; its arguments are in its own suite
        .flatMap(type -> Draws.makers(type).stream())
        .filter(maker -> maker.getParameterCount() > 0)
        .filter(maker -> !Arrays.asList(maker.getParameterTypes()).contains(Store.class))
        .distinct();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("makers")
  @DisplayName("is made, or refused with a reason, and nothing else happens:")
  void madeOrRefused(Executable maker) {
    int made = 0;
    for (int i = 0; i < DRAWS; i++) {
      Draws draws = new Draws(new Random(i), new HashMap<>());
      try {
        assertThat(draws.make(maker)).isNotNull();
        made++;
      } catch (RefusedException e) {
        Refusals.assertMeant(maker + " of draw " + i, e.refusal());
      }
    }
    assertThat(made).as("draws of %s that were made", maker).isPositive();
  }
}
