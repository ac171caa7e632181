package io.perdure.cli.temporal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Checks that a file is text in UTF-8, which is what JSON files are written in. */
final class Utf8Text {
  private static final int CHUNK = 8192;

  private Utf8Text() {}

  /** Where the text begins: behind the byte order mark, if there is one. */
  static int check(byte[] file) throws RefusedException {
    for (int at = 0; at < file.length; at++) {
      if (file[at] == 0) {
        throw new RefusedException("not text in UTF-8: a zero byte at offset " + at);
      }
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(file);
    CharBuffer chars = CharBuffer.allocate(CHUNK);
    CoderResult result = decoder.decode(bytes, chars, true);
    while (result.isOverflow()) {
      chars.clear();
      result = decoder.decode(bytes, chars, true);
    }
    if (result.isError()) {
      throw new RefusedException("not text in UTF-8: a wrong byte at offset " + bytes.position());
    }
    boolean mark =
        file.length >= 3
            && (file[0] & 0xFF) == 0xEF
            && (file[1] & 0xFF) == 0xBB
            && (file[2] & 0xFF) == 0xBF;
    return mark ? 3 : 0;
  }
}
