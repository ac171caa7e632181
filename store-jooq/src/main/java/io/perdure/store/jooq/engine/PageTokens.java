package io.perdure.store.jooq.engine;

import io.perdure.store.PageToken;
import io.perdure.store.internal.Checks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The text of page tokens: which list (with its filter) a token belongs to, and the key behind
 * which that list goes on.
 */
public final class PageTokens {
  private PageTokens() {}

  /** The key of a row by which a list is ordered: a number, then ids; at least one. */
  public record RowKey(long number, List<String> texts) {
    public RowKey(long number, String... texts) {
      this(number, List.of(texts));
    }

    /** The first of the ids. */
    public String text() {
      return texts.get(0);
    }
  }

  /**
   * A token of that list.
   *
   * @param list name and filter of the list, as text
   */
  public static PageToken encode(String list, RowKey key) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(fingerprint(list, key.texts().size()));
      out.writeLong(key.number());
      for (String text : key.texts()) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(utf8.length);
        out.write(utf8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PageToken(
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray()));
  }

  /**
   * The key in a token of that list.
   *
   * @throws IllegalArgumentException if it is not a token of that list
   */
  public static RowKey decode(String list, PageToken token) {
    try (DataInputStream in =
        new DataInputStream(
            new ByteArrayInputStream(Base64.getUrlDecoder().decode(token.value())))) {
      long fingerprint = in.readLong();
      long number = in.readLong();
      List<String> texts = new ArrayList<>();
      do {
        byte[] utf8 = new byte[in.readUnsignedShort()];
        in.readFully(utf8);
        texts.add(Checks.id("page token", text(utf8)));
      } while (in.available() > 0);
      if (fingerprint != fingerprint(list, texts.size())) {
        throw new IllegalArgumentException("page token belongs to another list or filter");
      }
      return new RowKey(number, List.copyOf(texts));
    } catch (IOException e) {
      throw new IllegalArgumentException("page token is not one of this store's: " + token, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("page token is refused: " + e.getMessage(), e);
    }
  }

  private static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(bytes))
        .toString();
  }

  /**
   * 64 bits of the SHA-256 of the list and of how many ids its keys have: another list's token is
   * mistaken for one of this with 2⁻⁶⁴, and one that was cut at an id is refused.
   */
  private static long fingerprint(String list, int texts) {
    byte[] bytes = (texts + " " + list).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.wrap(Sha256.of(bytes)).getLong();
  }
}
