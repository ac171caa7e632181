package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.conformance.general.Spoil;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Bytes;
import io.perdure.store.CorruptRecordException;
import io.perdure.store.IdempotencyConflictException;
import io.perdure.store.Key;
import io.perdure.store.Once;
import io.perdure.store.Payload;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("X3")
@DisplayName("A transaction with a key")
public abstract class OnceSuite {
  static final WorkflowId ORDER = WorkflowId.of("order");
  static final Once<Long> PAY = longs("pay", "1");

  /** A key whose answers are numbers. */
  static Once<Long> longs(String scope, String key) {
    return Once.key(scope, Key.of(key))
        .answering(
            number -> Payload.json(number.toString()), kept -> Long.valueOf(kept.bytes().toUtf8()));
  }

  /** Appends an event under that key and answers its number. */
  static long pay(Store store, Once<Long> once) {
    return store.transact(
        once, tx -> tx.history().append(ORDER, tx.history().head(ORDER), event("paid")).last());
  }

  private static <T> T unused(Store store, Once<T> once) {
    return store.transact(
        once,
        tx -> {
          throw new AssertionError("a body ran whose answer is there");
        });
  }

  @Test
  @Clause("G6")
  @DisplayName("runs once: a repeat is answered the same, whatever happened since")
  void repeated(Store store) {
    assertThat(pay(store, PAY)).isEqualTo(1);
    assertThat(unused(store, PAY)).isEqualTo(1);
    store.history().append(ORDER, 1, event("since"));

    assertThat(unused(store, PAY)).isEqualTo(1);
    assertThat(store.history().head(ORDER)).isEqualTo(2);
  }

  @Test
  @Needs(Capability.DURABLE)
  @DisplayName("runs once, whichever engine is asked, also after the first was closed")
  void afterReopening(Database database) {
    assertThat(pay(database.store(), PAY)).isEqualTo(1);
    assertThat(unused(database.reopen().namespace("shop"), PAY)).isEqualTo(1);
  }

  @Test
  @Clause("G4")
  @DisplayName("whose body fails leaves neither its writes nor its key")
  void bodyFails(Store store) {
    assertThatThrownBy(
            () ->
                store.transact(
                    PAY,
                    tx -> {
                      tx.history().append(ORDER, 0, event("undone"));
                      throw new IllegalStateException("own");
                    }))
        .hasMessage("own");
    assertThatThrownBy(
            () -> store.transact(PAY, tx -> tx.history().append(ORDER, 7, event("undone")).last()))
        .isInstanceOf(SequenceConflictException.class);
    assertThat(store.history().head(ORDER)).isZero();

    assertThat(pay(store, PAY)).isEqualTo(1);
  }

  @Test
  @DisplayName("answers payloads as they are, of any size, and their content type")
  void payloads(Store store) {
    int number = 0;
    for (int size : new int[] {0, 1, 8191, 8192, 8193, 1 << 20, (3 << 20) + 1, 16 << 20}) {
      byte[] bytes = new byte[size];
      new Random(size).nextBytes(bytes);
      Payload payload = new Payload(Bytes.copyOf(bytes), "text/\ud83d\ude00; size=" + size);
      Once<Payload> once = Once.key("size", Key.of("k" + number++));

      assertThat(store.<Payload, RuntimeException>transact(once, tx -> payload)).isEqualTo(payload);
      assertThat(unused(store, once)).isEqualTo(payload);
    }
  }

  @Test
  @Clause({"G2", "G4"})
  @DisplayName("refuses an answer that is null or larger than a payload may be, and writes nothing")
  void refusedAnswers(Store store) {
    Once<Payload> once = Once.key("pay", Key.of("1"));
    List<Payload> refused = Arrays.asList(null, Payload.of(new byte[(16 << 20) + 1]));
    for (Payload answer : refused) {
      assertThatThrownBy(
              () ->
                  store.transact(
                      once,
                      tx -> {
                        tx.history().append(ORDER, 0, event("undone"));
                        return answer;
                      }))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("answer");
    }
    assertThatThrownBy(() -> pay(store, PAY.answering(number -> nothing(), kept -> 1L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("encoded answer must not be null");
    assertThatThrownBy(
            () -> pay(store, PAY.answering(number -> Payload.empty(), kept -> nothing())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("decoded answer must not be null");
    assertThat(store.history().head(ORDER)).isZero();
    assertThat(pay(store, PAY)).isEqualTo(1);
  }

  /** Null, where a checker would not let it pass. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }

  @Test
  @Clause("G4")
  @DisplayName("does not commit an answer that cannot be read back, and answers all what can be")
  void decoded(Store store) {
    Once<Long> unreadable =
        PAY.answering(
            number -> Payload.json("n" + number), kept -> Long.valueOf(kept.bytes().toUtf8()));
    assertThatThrownBy(() -> pay(store, unreadable)).isInstanceOf(NumberFormatException.class);
    assertThat(store.history().head(ORDER)).isZero();

    Once<String> trimmed =
        Once.key("trim", Key.of("1"))
            .answering(text -> Payload.json(text.trim()), kept -> kept.bytes().toUtf8());
    assertThat(store.<String, RuntimeException>transact(trimmed, tx -> " a ")).isEqualTo("a");
    assertThat(unused(store, trimmed)).isEqualTo("a");
  }

  @Test
  @Clause("G5")
  @DisplayName("that asks for something else under the key is refused, and a body may go on")
  void otherRequest(Store store) {
    Once<Long> ten = PAY.request(Bytes.utf8("10 EUR"));
    assertThat(pay(store, ten)).isEqualTo(1);
    assertThat(unused(store, PAY.request(Bytes.utf8("10 EUR")))).isEqualTo(1);

    for (String other : List.of("11 EUR", "", "10 EUR ")) {
      assertThatThrownBy(() -> unused(store, PAY.request(Bytes.utf8(other))))
          .isInstanceOfSatisfying(
              IdempotencyConflictException.class,
              conflict -> {
                assertThat(conflict.key()).isEqualTo(PAY.key());
                assertThat(conflict.scope()).isEqualTo("scope pay");
                assertThat(conflict.retryable()).isFalse();
              });
    }
    assertThat(unused(store, ten)).isEqualTo(1);
  }

  @Test
  @DisplayName("that says no request has nothing to be compared, first or later")
  void noRequest(Store store) {
    Once<Long> asked = PAY.request(Bytes.utf8("10 EUR"));
    pay(store, asked);
    assertThat(unused(store, PAY)).isEqualTo(1);

    Once<Long> other = longs("pay", "2");
    assertThat(pay(store, other)).isEqualTo(2);
    assertThat(unused(store, other.request(Bytes.utf8("anything")))).isEqualTo(2);
  }

  @Test
  @Clause("G11")
  @DisplayName("is known by scope, key and namespace, and apart from the keys of the rooms")
  void apart(Perdure perdure) {
    Store shop = perdure.namespace("shop");
    Store other = perdure.namespace("other");
    shop.history().append(Append.to(ORDER).key(Key.of("k")).events(event("a")));
    List<Once<Long>> all =
        List.of(
            longs("order", "k"), longs("orde", "rk"), longs("order", "K"), longs("order ", "k"));
    long head = 1;
    for (Once<Long> once : all) {
      assertThat(pay(shop, once)).isEqualTo(++head);
    }
    assertThat(pay(other, all.get(0))).isEqualTo(1);

    assertThat(all.stream().map(once -> unused(shop, once))).containsExactly(2L, 3L, 4L, 5L);
    assertThat(unused(other, all.get(0))).isEqualTo(1);
  }

  @Test
  @Clause("G2")
  @DisplayName("takes scopes and keys of up to 512 bytes, and refuses others")
  void limits(Store store) {
    String longest = "\ud83d\ude00".repeat(128);
    Once<Payload> once = Once.key(longest, Key.of(longest));
    Payload large = Payload.of(new byte[10_000]);
    store.<Payload, RuntimeException>transact(once, tx -> large);
    assertThat(unused(store, once)).isEqualTo(large);

    for (String bad : List.of("", "a\0", "\ud83d", longest + "x")) {
      assertThatThrownBy(() -> Once.key(bad, Key.of("k")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("scope");
      assertThatThrownBy(() -> Once.key("s", Key.of(bad)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("key");
    }
  }

  @Test
  @Clause("G10")
  @DisplayName("whose kept answer is none, or has lost a part, says so and does not run again")
  void corrupt(Database database) throws Exception {
    Store store = database.store();
    Once<Payload> small = Once.key("corrupt", Key.of("small"));
    Once<Payload> large = Once.key("corrupt", Key.of("large"));
    store.<Payload, RuntimeException>transact(small, tx -> Payload.json("1"));
    store.<Payload, RuntimeException>transact(large, tx -> Payload.of(new byte[3 << 20]));
    Spoil.rows(database, "update perdure_once set answer = ? where key = 'small'", new byte[] {9});
    Spoil.rows(database, "delete from perdure_body where no = 1");

    for (Once<Payload> once : List.of(small, large)) {
      assertThatThrownBy(() -> unused(store, once))
          .isInstanceOfSatisfying(
              CorruptRecordException.class,
              corrupt -> {
                assertThat(corrupt.table()).isEqualTo("perdure_once");
                assertThat(corrupt.key()).isEqualTo("corrupt " + once.key());
              });
    }
  }

  /** How many chunks of large answers there are. */
  static long chunks(Beside beside) throws Exception {
    return beside.number("select count(*) from " + beside.name("perdure_body"));
  }
}
