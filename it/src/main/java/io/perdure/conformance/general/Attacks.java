package io.perdure.conformance.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.store.ClaimLostException;
import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.PageToken;
import io.perdure.store.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * What somebody in a namespace without anything tries with all that another has: one attack, at
 * least, for each method of a store and its rooms. Each says what it expects and fails otherwise.
 */
final class Attacks {
  private static final PageRequest PAGE = PageRequest.first(1000);

  private final Map<String, Attack> looking = new LinkedHashMap<>();
  private final Map<String, Attack> making = new LinkedHashMap<>();

  /** Tries something in that namespace. */
  @FunctionalInterface
  interface Attack {
    void on(Store theirs, Loot loot) throws Exception;
  }

  /** Something that the room answers. */
  @FunctionalInterface
  interface Question {
    Object ask(Store theirs, Loot loot) throws Exception;
  }

  Attacks() {
    HistoryAttacks.add(this);
    WorkAttacks.add(this);
    ContentAttacks.add(this);
  }

  /** Those that leave the attacker without anything, by the method that each is for. */
  Map<String, Attack> looking() {
    return looking;
  }

  /** Those after which the attacker has something of its own, which is new. */
  Map<String, Attack> making() {
    return making;
  }

  /** One that is answered that there is nothing. */
  void empty(String method, Object nothing, Question question) {
    looking.put(
        method,
        (theirs, loot) -> assertThat(question.ask(theirs, loot)).as(method).isEqualTo(nothing));
  }

  /** One that makes something of the attacker's own, and is answered so. */
  void fresh(String method, Object own, Question question) {
    making.put(
        method, (theirs, loot) -> assertThat(question.ask(theirs, loot)).as(method).isEqualTo(own));
  }

  /** One that is refused so. */
  void refused(String method, Class<? extends Throwable> how, Question question) {
    looking.put(
        method,
        (theirs, loot) -> {
          ThrowingCallable call = () -> question.ask(theirs, loot);
          assertThatThrownBy(call).as(method).isInstanceOf(how);
        });
  }

  /** A list, from its beginning and from where a token says that its owner was. */
  void pages(String method, BiFunction<Store, PageRequest, Page<?>> list) {
    looking.put(
        method,
        (theirs, loot) -> {
          Page<?> first = list.apply(loot.store(), PageRequest.first(1));
          PageToken token = first.next().orElseThrow();
          assertThat(list.apply(loot.store(), PAGE).entries()).as(method).hasSizeGreaterThan(1);
          for (PageRequest page : List.of(PAGE, PAGE.after(token))) {
            assertThat(list.apply(theirs, page))
                .as(method)
                .isEqualTo(new Page<>(List.of(), Optional.empty()));
          }
        });
  }

  /** One whose claim is no claim there. */
  void lost(String method, Attack attack) {
    refused(
        method,
        ClaimLostException.class,
        (theirs, loot) -> {
          attack.on(theirs, loot);
          return "settled";
        });
  }

  /** One that leaves nothing, and expects what it expects itself. */
  void looking(String method, Attack attack) {
    looking.put(method, attack);
  }

  /** One that leaves something, and expects what it expects itself. */
  void making(String method, Attack attack) {
    making.put(method, attack);
  }

  /** The attack, which answers something if it is not refused. */
  static Question answering(Attack attack) {
    return (theirs, loot) -> {
      attack.on(theirs, loot);
      return "done";
    };
  }
}
