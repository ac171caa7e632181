package io.perdure.torture.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A log of what was asked and told, of a run that nothing has sealed,")
class TruthLogTest {
  /** Some bits, and such as make another letter case, another line's end, and no text. */
  private static final int[] BITS = {1, 0x07, 0x20, 0x80};

  @TempDir private Path folder;

  private byte[] whole = {};

  @BeforeEach
  void write() throws Exception {
    try (TruthLog log = TruthLog.in(log())) {
      Op op = new Op("w-1", "put", Op.Manner.ALONE, List.of(new Effect.Put("d-w-1", 0)));
      log.ask(op);
      log.again(op);
      log.told(op, new Told(Told.Outcome.REFUSED, List.of("Some|thing", "as it \u00e9 was\n")));
      log.told(op, new Told(Told.Outcome.DONE, List.of("1")));
      log.saw(System.nanoTime(), "document d-\u00e9 1 w-1");
    }
    whole = Files.readAllBytes(log());
  }

  @Test
  @DisplayName("is read as it was written")
  void read() throws Exception {
    assertThat(Books.in(folder).find("w-1").orElseThrow().done()).isTrue();
    assertThat(Books.in(folder).sightings()).hasSize(1);
  }

  @Test
  @DisplayName("is refused if any byte of it is another, with the line that it is in")
  void flipped() throws Exception {
    int line = 1;
    for (int at = 0; at < whole.length; at++) {
      for (int bits : BITS) {
        byte[] flipped = whole.clone();
        flipped[at] ^= (byte) bits;
        Files.write(log(), flipped);
        assertThatIllegalArgumentException()
            .as("byte %s of line %s by %s", at, line, bits)
            .isThrownBy(() -> Books.in(folder))
            .withMessageStartingWith("w.1.log:" + line + " is not");
      }
      line += whole[at] == '\n' ? 1 : 0;
    }
  }

  @Test
  @DisplayName("is read without its last line wherever that was cut, and refused without another")
  void cut() throws Exception {
    String text = Files.readString(log());
    int last = whole.length - 1;
    while (whole[last - 1] != '\n') {
      last--;
    }
    for (int length = last; length < whole.length; length++) {
      Files.write(log(), Arrays.copyOf(whole, length));
      assertThat(Books.in(folder).find("w-1").orElseThrow().done()).isTrue();
      assertThat(Books.in(folder).sightings()).isEmpty();
    }
    Files.writeString(log(), text.substring(text.indexOf('\n') + 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Books.in(folder));
  }

  private Path log() {
    return folder.resolve("w.1.log");
  }
}
