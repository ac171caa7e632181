package io.perdure.conformance.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.SoftAssertions;

/** What a refusal of bad input must be. */
final class Refusals {
  private Refusals() {}

  /** Checks that a bad argument was meant to be refused: by this library, and with a reason. */
  static void assertMeant(String called, Throwable refusal) {
    assertThat(refusal).as(called).isInstanceOf(IllegalArgumentException.class);
    SoftAssertions.assertSoftly(
        softly -> {
          softly
              .assertThat(refusal.getStackTrace()[0].getClassName())
              .as("who refuses %s: %s", called, refusal)
              .startsWith("io.perdure.");
          softly
              .assertThat(refusal.getMessage())
              .as("why %s is refused", called)
              .isNotBlank()
              .matches("(?s)\\p{Lower}.*");
        });
  }
}
