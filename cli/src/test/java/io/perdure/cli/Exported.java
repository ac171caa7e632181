package io.perdure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts the events out of an exported history by counting braces, so that what the import does with
 * a parser is compared with something else.
 */
final class Exported {
  private Exported() {}

  /** Asserts that the JSON holds the file's events byte for byte, and nothing else. */
  static void assertSame(Path file, ByteArrayOutputStream json) throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    String separator = "{\"events\":[";
    for (byte[] slice : slices(Files.readAllBytes(file))) {
      expected.write(separator.getBytes(StandardCharsets.UTF_8));
      expected.write(slice);
      separator = ",";
    }
    expected.write("]}\n".getBytes(StandardCharsets.UTF_8));
    assertThat(json.toByteArray().length).isEqualTo(expected.size());
    assertThat(Arrays.equals(json.toByteArray(), expected.toByteArray())).isTrue();
  }

  /** The objects that stand directly in the top-level object's only array of objects. */
  static List<byte[]> slices(byte[] file) {
    List<byte[]> slices = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    boolean text = false;
    for (int at = 0; at < file.length; at++) {
      char c = (char) (file[at] & 0xFF);
      if (text) {
        at += c == '\\' ? 1 : 0;
        text = c != '"';
      } else if (c == '"') {
        text = true;
      } else if (c == '{' || c == '[') {
        begin = depth == 2 && c == '{' ? at : begin;
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
        if (depth == 2 && c == '}') {
          slices.add(Arrays.copyOfRange(file, begin, at + 1));
        }
      }
    }
    return slices;
  }
}
