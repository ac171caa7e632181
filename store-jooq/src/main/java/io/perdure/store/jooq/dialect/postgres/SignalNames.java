package io.perdure.store.jooq.dialect.postgres;

import io.perdure.store.Token;
import io.perdure.store.jooq.waking.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How channels and topics are written in signals. Channels belong to the database, and everybody in
 * it may listen: both are digests, which tell nothing, need no quoting and have one length.
 */
final class SignalNames {
  private static final int DIGITS = 32;

  private final String channel;

  /** Stands before this store's own signals, which it does not want to hear. */
  private final String self = Token.random().value();

  SignalNames(String schema) {
    this.channel = "perdure_" + digest("channel", schema);
  }

  /** The statement that listens. */
  String listen() {
    return "listen " + channel;
  }

  /**
   * The statements that send, in one round trip. Losing a signal in a crash does no harm, so that
   * their commit need not be flushed.
   */
  String send(Collection<Topic> topics) {
    StringBuilder text =
        new StringBuilder(
            "begin isolation level read committed read write not deferrable;"
                + " set local synchronous_commit = off");
    for (Topic topic : topics) {
      text.append("; select pg_catalog.pg_notify('")
          .append(channel)
          .append("', '")
          .append(self)
          .append(digest(topic))
          .append("')");
    }
    return text.append("; commit").toString();
  }

  /** The topics that a signal may be about; empty if it is this store's own, or no signal. */
  Optional<Predicate<Topic>> about(String payload) {
    if (payload.length() != self.length() + DIGITS || payload.startsWith(self)) {
      return Optional.empty();
    }
    String digest = payload.substring(self.length());
    return Optional.of(
        topic -> digest.equals(digest(topic)) || digest.equals(digest(topic.whole())));
  }

  private static String digest(Topic topic) {
    return digest(topic.room(), topic.namespace(), topic.part());
  }

  private static String digest(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
