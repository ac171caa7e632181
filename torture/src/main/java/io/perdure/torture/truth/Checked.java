package io.perdure.torture.truth;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * A line of a log that says by itself whether it is as it was written: behind its words stands
 * their CRC-32C, as eight digits. Any one byte that changes is told, and so is any line that was
 * cut or spliced, but for one in four billion.
 */
public final class Checked {
  private static final int DIGITS = 8;

  private Checked() {}

  /** The line for those words, without its end. */
  public static String line(String words) {
    return words + " " + check(words.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The words of such a line.
   *
   * @throws IllegalArgumentException if they are not those that were written
   */
  public static String words(String line) {
    int end = line.length() - DIGITS - 1;
    if (end < 0 || !line(line.substring(0, end)).equals(line)) {
      throw new IllegalArgumentException("not as it was written: " + line);
    }
    return line.substring(0, end);
  }

  private static String check(byte[] words) {
    CRC32C check = new CRC32C();
    check.update(words, 0, words.length);
    return HexFormat.of().toHexDigits((int) check.getValue());
  }
}
