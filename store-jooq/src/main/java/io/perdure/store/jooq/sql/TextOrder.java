package io.perdure.store.jooq.sql;

import java.util.Comparator;

/** How texts are ordered on both databases: by the bytes of their UTF-8. */
public final class TextOrder {
  /** That order, which is the one of code points, and needs no bytes to be made. */
  public static final Comparator<String> BY_BYTES = TextOrder::compare;

  /** What comes behind the surrogates in UTF-16 and before them in UTF-8. */
  private static final char BEHIND_SURROGATES = '\uE000';

  private static final int SURROGATES = 0x800;

  private TextOrder() {}

  private static int compare(String one, String other) {
    int length = Math.min(one.length(), other.length());
    for (int i = 0; i < length; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        return place(a) - place(b);
      }
    }
    return one.length() - other.length();
  }

  /** Where the character stands, the surrogates being last. */
  private static int place(char unit) {
    if (unit < Character.MIN_SURROGATE) {
      return unit;
    }
    return unit >= BEHIND_SURROGATES ? unit - SURROGATES : unit + Character.MAX_VALUE;
  }
}
