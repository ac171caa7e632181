package io.perdure.conformance.general;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.marked;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.PageRequest;
import io.perdure.store.PageToken;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.history.HistoryReader;
import io.perdure.store.history.Mark;
import io.perdure.store.history.WorkflowFilter;
import io.perdure.store.history.WorkflowStatus;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause({"G9", "G2"})
@DisplayName("A page token")
public abstract class PageTokenSuite {
  private static final PageRequest ONE = PageRequest.first(1);
  private static final Instant LATER = Instant.parse("2200-01-01T00:00:00Z");

  @BeforeEach
  void threeOfEach(Perdure perdure, Store store) {
    for (String id : List.of("@", "A", " ", "\u0001", "a b")) {
      store
          .history()
          .append(
              workflow(id), 0, marked(Mark.started("t").parent(workflow("p")), AT.plusSeconds(1)));
      perdure.namespace(id).history().append(workflow("w"), 0, marked(Mark.started("t")));
      store.timers().schedule(workflow("w"), id, AT);
      tasks(store.tasks(), id);
    }
  }

  /** A claimed task, a dead letter and a held workflow with one that waits. */
  private static void tasks(Tasks tasks, String id) {
    Duration minute = Duration.ofMinutes(1);
    for (String key : List.of("claimed", "dead")) {
      tasks.enqueue(NewTask.of(TaskKey.of(workflow(id), key), id, Payload.empty()));
    }
    tasks.fail(tasks.claim(id, 2, minute).get(1), "dead");
    tasks.enqueue(NewTask.of(TaskKey.of(workflow("w"), id), id, Payload.empty()));
    tasks.hold(workflow(id));
  }

  /** Every list of these tests; each refuses the tokens of all others. */
  private static List<Function<PageRequest, ?>> lists(Perdure perdure, Store store) {
    HistoryReader history = store.history();
    List<Function<PageRequest, ?>> lists = new ArrayList<>();
    lists.add(history::ids);
    lists.add(perdure.administration()::namespaces);
    lists.add(page -> store.timers().due(AT, page));
    lists.add(page -> store.timers().list(workflow("w"), page));
    lists.add(page -> store.timers().due(AT.plusNanos(1), page));
    lists.add(page -> store.tasks().list(workflow("w"), page));
    lists.add(store.tasks()::deadLetters);
    lists.add(page -> store.tasks().staleClaims(LATER, page));
    lists.add(store.tasks()::unsettledWorkflows);
    lists.add(store.tasks()::heldWorkflows);
    lists.add(store.tasks()::pendingScopes);
    lists.add(store.tasks()::counts);
    for (WorkflowFilter filter : filters()) {
      lists.add(page -> history.list(filter, page));
    }
    return lists;
  }

  private static List<WorkflowFilter> filters() {
    WorkflowFilter all = WorkflowFilter.all();
    return List.of(
        all,
        all.type("t"),
        all.status(WorkflowStatus.RUNNING),
        all.type("t").status(WorkflowStatus.RUNNING),
        all.startedFrom(AT),
        all.startedFrom(AT.minusNanos(1)),
        all.startedBefore(AT.plusSeconds(9)),
        all.startedFrom(AT).startedBefore(AT.plusSeconds(9)),
        all.parent(workflow("p")));
  }

  private static List<PageToken> tokens(Perdure perdure, Store store) {
    List<PageToken> tokens = new ArrayList<>();
    tokens.add(store.history().ids(ONE).next().orElseThrow());
    tokens.add(perdure.administration().namespaces(ONE).next().orElseThrow());
    tokens.add(store.timers().due(AT, ONE).next().orElseThrow());
    tokens.add(store.timers().list(workflow("w"), ONE).next().orElseThrow());
    tokens.add(store.timers().due(AT.plusNanos(1), ONE).next().orElseThrow());
    tokens.add(store.tasks().list(workflow("w"), ONE).next().orElseThrow());
    tokens.add(store.tasks().deadLetters(ONE).next().orElseThrow());
    tokens.add(store.tasks().staleClaims(LATER, ONE).next().orElseThrow());
    tokens.add(store.tasks().unsettledWorkflows(ONE).next().orElseThrow());
    tokens.add(store.tasks().heldWorkflows(ONE).next().orElseThrow());
    tokens.add(store.tasks().pendingScopes(ONE).next().orElseThrow());
    tokens.add(store.tasks().counts(ONE).next().orElseThrow());
    for (WorkflowFilter filter : filters()) {
      tokens.add(store.history().list(filter, ONE).next().orElseThrow());
    }
    return tokens;
  }

  @Test
  @DisplayName("belongs to its list and filter: every other list refuses it")
  void ofAnotherList(Perdure perdure, Store store) {
    List<PageToken> tokens = tokens(perdure, store);
    List<Function<PageRequest, ?>> lists = lists(perdure, store);

    for (int list = 0; list < lists.size(); list++) {
      for (int token = 0; token < tokens.size(); token++) {
        PageRequest request = ONE.after(tokens.get(token));
        Function<PageRequest, ?> reading = lists.get(list);
        if (list == token) {
          assertThat(reading.apply(request)).isNotNull();
        } else {
          assertThatThrownBy(() -> reading.apply(request))
              .as("list %s, token %s", list, token)
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("page token");
        }
      }
    }
  }

  @Test
  @DisplayName("goes on where its page ended, however often and however much later it is used")
  void isReusable(Store store) {
    PageToken token = store.history().ids(ONE).next().orElseThrow();
    PageToken sent = new PageToken(token.value());

    for (int i = 0; i < 3; i++) {
      store.history().append(workflow("z" + i), 0, marked(Mark.started("t")));
      assertThat(store.history().ids(ONE.after(sent)).entries()).containsExactly(workflow(" "));
    }
  }

  @Test
  @DisplayName("is plain text that fits into a URL")
  void isText(Perdure perdure, Store store) {
    assertThat(tokens(perdure, store)).allSatisfy(t -> assertThat(t.value()).matches("[\\w.~-]+"));
  }

  @Test
  @DisplayName("that is garbage is refused, by every list, before the database sees it")
  void garbage(Perdure perdure, Store store) {
    List<String> garbage =
        List.of("x", "null", "AAAA", "!", " ", "\u00e9", "\ud83d\ude00", "\0", "\ud83d", "%00");
    for (Function<PageRequest, ?> list : lists(perdure, store)) {
      for (String text : garbage) {
        assertThatThrownBy(() -> list.apply(ONE.after(new PageToken(text))))
            .as("token %s", text)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("page token");
      }
      assertThatThrownBy(() -> list.apply(ONE.after(new PageToken("A".repeat(4096)))))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  @DisplayName("that was cut or changed is refused, or is the token of another place")
  void damaged(Perdure perdure, Store store) {
    List<PageToken> tokens = tokens(perdure, store);
    List<Function<PageRequest, ?>> lists = lists(perdure, store);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int list = 0; list < 12; list++) {
      String good = tokens.get(list).value();
      for (int at = 1; at < good.length(); at++) {
        readOrRefuse(lists.get(list), good.substring(0, at));
        for (int other = 0; other < alphabet.length(); other++) {
          readOrRefuse(
              lists.get(list),
              good.substring(0, at) + alphabet.charAt(other) + good.substring(at + 1));
        }
      }
    }
  }

  /** Nothing but a page or a refusal of the argument. */
  private static void readOrRefuse(Function<PageRequest, ?> list, String token) {
    try {
      assertThat(list.apply(ONE.after(new PageToken(token)))).isNotNull();
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageContaining("page token");
    }
  }
}
