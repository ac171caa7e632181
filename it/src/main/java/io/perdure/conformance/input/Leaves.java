package io.perdure.conformance.input;

import io.perdure.conformance.general.Samples;
import io.perdure.conformance.general.Texts;
import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import io.perdure.store.SnapshotBody;
import io.perdure.store.Store;
import io.perdure.store.TransactionBody;
import io.perdure.store.history.Decider;
import io.perdure.store.history.Decision;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** Values of the plain types that the API takes, at its bounds, beyond them, and harmless ones. */
final class Leaves {
  /** The most bytes of a payload in the stores that these values are given to. */
  static final int PAYLOAD_LIMIT = 20_000;

  private static final Instant EARLIEST = Instant.parse("1677-09-21T00:12:43.145224192Z");
  private static final Instant LATEST = Instant.parse("2262-04-11T23:47:16.854775807Z");
  private static final List<String> FAMILIAR = List.of("a", "b", "w", "q");
  private static final List<Integer> LENGTHS =
      List.of(1, 4, 63, 64, 65, 511, 512, 513, 516, 4096, 4097, 8191, 8192, 8193, 8196);
  private static final List<Integer> SIZES =
      List.of(0, 1, 31, 32, 33, 8191, 8192, 8193, PAYLOAD_LIMIT, PAYLOAD_LIMIT + 1);
  private static final List<Long> NUMBERS =
      List.of(
          0L,
          1L,
          2L,
          -1L,
          64L,
          10_000L,
          10_001L,
          1_000_000_000L,
          1_000_000_001L,
          (long) Integer.MAX_VALUE,
          (long) Integer.MIN_VALUE,
          1L << 30,
          (1L << 30) + 1,
          Long.MAX_VALUE - 10_000,
          Long.MAX_VALUE - 9999,
          Long.MAX_VALUE,
          Long.MIN_VALUE);
  private static final List<Instant> INSTANTS =
      List.of(
          Samples.AT,
          Instant.EPOCH,
          Instant.EPOCH.minusNanos(1),
          EARLIEST,
          EARLIEST.minusNanos(1),
          LATEST,
          LATEST.plusNanos(1),
          Instant.MIN,
          Instant.MAX);
  private static final List<Duration> DURATIONS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofHours(1),
          Duration.ofMillis(1),
          Duration.ofNanos(999_999),
          Duration.ZERO,
          Duration.ofNanos(-1),
          Duration.ofDays(1).plusNanos(1),
          Duration.ofDays(365),
          Duration.ofDays(365).plusNanos(1),
          Duration.ofDays(36_500).plusNanos(1),
          Duration.ofSeconds(Long.MAX_VALUE),
          Duration.ofSeconds(Long.MIN_VALUE));

  /** Who makes a value of each type. */
  private static final Map<Class<?>, Function<Random, Object>> ALL =
      Map.ofEntries(
          Map.entry(String.class, Leaves::text),
          Map.entry(Object.class, Leaves::text),
          Map.entry(int.class, random -> pick(random, NUMBERS).intValue()),
          Map.entry(long.class, random -> pick(random, NUMBERS)),
          Map.entry(Long.class, random -> pick(random, NUMBERS)),
          Map.entry(boolean.class, Random::nextBoolean),
          Map.entry(byte[].class, Leaves::bytes),
          Map.entry(Bytes.class, random -> Bytes.copyOf(bytes(random))),
          Map.entry(Instant.class, random -> pick(random, INSTANTS)),
          Map.entry(Duration.class, random -> pick(random, DURATIONS)),
          Map.entry(InputStream.class, random -> new ByteArrayInputStream(bytes(random))),
          Map.entry(Function.class, random -> Function.identity()),
          Map.entry(
              TransactionBody.class,
              random ->
                  (TransactionBody<Object, RuntimeException>) tx -> Payload.json(tx.namespace())),
          Map.entry(
              SnapshotBody.class,
              random -> (SnapshotBody<Object, RuntimeException>) seen -> seen.namespace()),
          Map.entry(
              Decider.class,
              random -> (Decider<Object, RuntimeException>) events -> Decision.of("answer")));

  private Leaves() {}

  /** Whether values of that type are made here. */
  static boolean has(Class<?> type) {
    return ALL.containsKey(type);
  }

  /** A value of that type. */
  static Object of(Class<?> type, Random random) {
    Function<Random, Object> maker = ALL.get(type);
    if (maker == null) {
      throw new AssertionError("say in " + Leaves.class + " how a " + type + " is made");
    }
    return maker.apply(random);
  }

  /** The accessors of rooms of a store, found by their types. */
  static Stream<Method> rooms() {
    return Stream.of(Store.class.getMethods())
        .filter(method -> method.getParameterCount() == 0 && !method.isBridge())
        .filter(method -> method.getReturnType().isInterface());
  }

  /** A text of exactly so many bytes, of random characters of four bytes each where they fit. */
  static String fourBytes(Random random, int bytes) {
    StringBuilder text = new StringBuilder("x".repeat(bytes % 4));
    for (int i = 0; i < bytes / 4; i++) {
      text.appendCodePoint(0x10000 + random.nextInt(0x100000));
    }
    return text.toString();
  }

  private static String text(Random random) {
    return switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> pick(random, FAMILIAR);
      case 4, 5 -> fourBytes(random, pick(random, LENGTHS));
      case 6 -> pick(random, Texts.TRICKY);
      case 7 ->
          pick(random, List.of("", "\0", "a\0b", "\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d"));
      case 8 -> pick(random, List.of("\u202e", "\u200f", "\u0007", "\u001b[31m", "\u0085", "\n"));
      case 9 -> HexFormat.of().formatHex(random(random, 16 * (1 + random.nextInt(2))));
      case 10 -> new UUID(random.nextLong(), random.nextLong()).toString();
      default ->
          Samples.bytes(pick(random, LENGTHS), pick(random, List.of("a", "\u00e9", "\uff41")));
    };
  }

  private static byte[] bytes(Random random) {
    return random(random, pick(random, SIZES));
  }

  private static byte[] random(Random random, int size) {
    ByteBuffer bytes = ByteBuffer.allocate(size);
    random.nextBytes(bytes.array());
    return bytes.array();
  }

  static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
