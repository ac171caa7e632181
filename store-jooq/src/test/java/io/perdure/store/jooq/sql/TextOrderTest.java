package io.perdure.store.jooq.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Texts are ordered")
class TextOrderTest {
  /** At the bounds of what UTF-8 and UTF-16 write in another number of units. */
  private static final List<String> PARTS =
      List.of(
          "",
          "\u0001",
          "a",
          "\u007f",
          "\u0080",
          "\u07ff",
          "\u0800",
          "\ud7ff",
          "\ue000",
          "\uffff",
          "\ud800\udc00",
          "\ud83d\ude00",
          "\udbff\udfff");

  @Test
  @DisplayName("by the bytes of their UTF-8, four-byte characters included")
  void byBytes() {
    List<String> texts =
        PARTS.stream().flatMap(one -> PARTS.stream().map(two -> one + two)).distinct().toList();

    for (String one : texts) {
      for (String other : texts) {
        int bytes =
            Arrays.compareUnsigned(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
        assertThat(Integer.signum(TextOrder.BY_BYTES.compare(one, other)))
            .as("%s and %s", one, other)
            .isEqualTo(Integer.signum(bytes));
      }
    }
  }
}
