package io.perdure.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantNanosTest {
  private final InstantNanos converter = new InstantNanos();

  @ParameterizedTest
  @ValueSource(
      longs = {
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1,
        -1_000_000_001L,
        -1_000_000_000L,
        -999_999_999L,
        -1,
        0,
        1,
        999_999_999L,
        1_000_000_000L,
        1_772_600_767_123_456_789L,
        Long.MAX_VALUE
      })
  @DisplayName("every long is an instant, and comes back")
  void everyLongComesBack(long nanos) {
    assertThat(InstantNanos.toNanos(InstantNanos.toInstant(nanos))).isEqualTo(nanos);
  }

  @Test
  @DisplayName("the instant before the epoch is minus one nanosecond")
  void beforeTheEpoch() {
    assertThat(converter.to(Instant.parse("1969-12-31T23:59:59.999999999Z"))).isEqualTo(-1);
  }

  @Test
  @DisplayName("the order of instants is the order of numbers")
  void keepsOrder() {
    assertThat(InstantNanos.toInstant(-1)).isBefore(InstantNanos.toInstant(0));
    assertThat(InstantNanos.toInstant(-1_000_000_000))
        .isBefore(InstantNanos.toInstant(-999_999_999));
  }

  @Test
  @DisplayName("an instant that nanoseconds in a long cannot say is refused")
  void refusesWhatDoesNotFit() {
    Instant first = InstantNanos.toInstant(Long.MIN_VALUE);
    Instant last = InstantNanos.toInstant(Long.MAX_VALUE);
    assertThatThrownBy(() -> InstantNanos.toNanos(first.minusNanos(1)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> InstantNanos.toNanos(last.plusNanos(1)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  @DisplayName("an absent instant stays absent")
  void absentStaysAbsent() {
    assertThat(new Object[] {converter.from(null), converter.to(null)}).containsOnlyNulls();
  }
}
