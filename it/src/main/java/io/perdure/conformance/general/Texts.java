package io.perdure.conformance.general;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Texts that a database, a driver or a collation may take for one another, or put in another order.
 */
public final class Texts {
  /** By the bytes of their UTF-8. */
  public static final Comparator<String> BYTE_ORDER =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  /** All different, in no order. */
  public static final List<String> TRICKY =
      List.of(
          // Case, digits and punctuation, which collations ignore or interleave.
          "a",
          "A",
          "b",
          "B",
          "ab",
          "aB",
          "a-b",
          "a_b",
          "a b",
          "Z",
          "z",
          "_",
          "-",
          "1",
          "10",
          "2",
          "02",
          // Spaces that a database may pad or trim.
          "a ",
          "a  ",
          " a",
          " ",
          "a\t",
          "a\n",
          "a\r\n",
          "\u00a0",
          "\u3000",
          "\u200b",
          // The same to the eye, or after normalization.
          "\u00e9",
          "e\u0301",
          "e",
          "E\u0301",
          "\u00c9",
          "\ufb01",
          "fi",
          "\uff41",
          "\u212b",
          "\u00c5",
          "A\u030a",
          "\u00df",
          "ss",
          "SS",
          "\u1e9e",
          // Letters whose case depends on the language.
          "i",
          "I",
          "\u0131",
          "\u0130",
          "i\u0307",
          // The edges of one, two, three and four bytes.
          "\u0001",
          "\u001f",
          "\u007f",
          "\u0080",
          "\u07ff",
          "\u0800",
          "\uffff",
          "\ufffe",
          // Above the surrogates, and beyond them: UTF-16 would have these the other way round.
          "\ud7ff",
          "\ue000",
          "\ufeff",
          "\ufffd",
          "\uff5e",
          "\ud800\udc00",
          "\ud83d\ude00",
          "\udbff\udfff",
          "x\ud83d\ude00",
          "x\uff5e",
          // What means something to SQL, JDBC, patterns, JSON and shells.
          "'",
          "''",
          "\"",
          "`",
          "\\",
          "\\\\",
          "\\x00",
          "\\000",
          "%",
          "a%",
          "_%",
          "?",
          "$1",
          ":a",
          "--",
          "/*",
          ";",
          "{fn x()}",
          "[]",
          "NULL",
          "null",
          "true",
          "0",
          "0x61",
          "a,b",
          "{a,b}",
          "(a)",
          // Right to left, and combinations of many code points.
          "\u0627\u0644\u0639\u0631\u0628\u064a\u0629",
          "\u05d0",
          "\u202eabc",
          "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67");

  private Texts() {}

  /** The same texts in the order of their bytes. */
  public static List<String> inByteOrder(List<String> texts) {
    return texts.stream().sorted(BYTE_ORDER).toList();
  }
}
