package io.perdure.store;

import io.perdure.store.internal.Checks;
import java.util.Optional;
import java.util.function.Function;

/**
 * A key under which a transaction happens once, however often it is asked for: {@code
 * store.transact(Once.key("payments", Key.of(id)), tx -> …)}.
 *
 * <p>The key and what the body answered are committed together with what the body wrote. Whoever
 * comes with the same key later, from whatever process, is answered that, and the body does not
 * run. Whoever comes while the body still runs waits for its end: for its answer if it commits, to
 * run his own body if it does not. A body that throws leaves no key. So a call that was cut off may
 * always be made again with its key, also after {@link StoreUnavailableException#outcomeUnknown()}.
 *
 * <p>An answer is kept as a {@link Payload}, by functions of the caller's, and everybody is
 * answered what can be read from it, the first caller too: no two answers differ, and an answer
 * that cannot be read back is not committed. Answers outlive the code that made them: read old
 * ones, as you do with events.
 *
 * <p>Keys are unique within their scope, and scopes within their namespace. A key stays known until
 * {@link io.perdure.store.maintenance.Prune#keys} forgets it; then a repeat is a new call. Keep
 * keys for longer than anybody may repeat.
 *
 * @param scope within what the key is unique: 1 to 512 bytes of UTF-8, usually the name of the
 *     operation
 * @param key what makes the call repeatable
 * @param request what is asked for under the key; see {@link #request}
 * @param encode how an answer is kept
 * @param decode how a kept answer is read
 * @param <T> the type of the answer, which is never null
 */
public record Once<T>(
    String scope,
    Key key,
    Optional<Bytes> request,
    Function<T, Payload> encode,
    Function<Payload, T> decode) {
  public Once {
    Checks.id("scope", scope);
    Checks.present("key", key);
    Checks.present("request", request);
    Checks.present("encode", encode);
    Checks.present("decode", decode);
  }

  /** The key of that scope, whose body answers a payload, kept as it is. */
  public static Once<Payload> key(String scope, Key key) {
    return new Once<>(scope, key, Optional.empty(), Function.identity(), Function.identity());
  }

  /**
   * The same, for that request: whoever comes with the key and asks for something else is refused
   * with {@link IdempotencyConflictException}. The store keeps its SHA-256 and compares that. A
   * call without a request has nothing to be compared and is answered whatever the first one asked
   * for; so is every call if the first one had none.
   *
   * @param request the same bytes whenever the same is asked for
   */
  public Once<T> request(Bytes request) {
    return new Once<>(scope, key, Optional.of(Checks.present("request", request)), encode, decode);
  }

  /**
   * The same, whose body answers something else, like {@code answering(Payload::json, kept ->
   * kept.bytes().toUtf8())} for a text.
   *
   * @param encode how an answer is kept; at most the store's payload limit
   * @param decode how a kept answer is read
   */
  public <A> Once<A> answering(Function<A, Payload> encode, Function<Payload, A> decode) {
    return new Once<>(scope, key, request, encode, decode);
  }
}
