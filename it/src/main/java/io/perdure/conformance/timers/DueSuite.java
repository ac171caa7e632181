package io.perdure.conformance.timers;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perdure.conformance.general.Dump;
import io.perdure.conformance.general.Samples;
import io.perdure.conformance.general.Spoil;
import io.perdure.conformance.general.Texts;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.CorruptRecordException;
import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.PageToken;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.timers.ClaimedTimer;
import io.perdure.store.timers.NewTimer;
import io.perdure.store.timers.Timer;
import io.perdure.store.timers.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@DisplayName("Timers are listed:")
public abstract class DueSuite {
  private static final Instant EARLIEST = Instant.parse("1677-09-21T00:12:43.145224192Z");
  private static final Instant LATEST = Instant.parse("2262-04-11T23:47:16.854775807Z");
  private static final WorkflowId ORDER = workflow("order");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int[] PAGES = {1, 7, 100, 1000};

  @Test
  @Clause({"T2", "G3"})
  @DisplayName("due are those up to the instant, itself included, to the nanosecond")
  void boundary(Store store) {
    List<Instant> instants =
        List.of(EARLIEST, Instant.EPOCH, AT.minusNanos(1), AT, AT.plusNanos(1), LATEST);
    for (Instant at : instants) {
      store.timers().schedule(ORDER, at.toString(), at);
    }

    for (Instant asOf : instants) {
      assertThat(due(store, asOf, 4))
          .extracting(Timer::fireAt)
          .isEqualTo(instants.stream().filter(at -> !at.isAfter(asOf)).toList());
    }
    assertThat(store.timers().nextDue()).contains(EARLIEST);
  }

  @Test
  @Clause({"T2", "G1", "G9"})
  @DisplayName(
      "due are in order of instant, workflow and name by their bytes, in pages of any size")
  void order(Store store) {
    List<NewTimer> timers = new ArrayList<>();
    for (int i = 0; i < Texts.TRICKY.size(); i++) {
      String text = Texts.TRICKY.get(i);
      timers.add(new NewTimer(workflow(text), "same", AT));
      timers.add(new NewTimer(ORDER, text, AT));
      timers.add(new NewTimer(workflow("later" + text), text, AT.plusNanos(i % 5)));
    }
    store.timers().schedule(timers);
    List<NewTimer> expected =
        timers.stream()
            .sorted(
                Comparator.comparing(NewTimer::fireAt)
                    .thenComparing(timer -> timer.workflow().value(), Texts.BYTE_ORDER)
                    .thenComparing(NewTimer::timer, Texts.BYTE_ORDER))
            .toList();

    for (int size : PAGES) {
      assertThat(due(store, AT.plusSeconds(1), size))
          .extracting(timer -> new NewTimer(timer.workflow(), timer.timer(), timer.fireAt()))
          .isEqualTo(expected);
    }
    assertThat(store.timers().claim(10_000, MINUTE))
        .extracting(timer -> new NewTimer(timer.workflow(), timer.timer(), timer.fireAt()))
        .isEqualTo(expected);
  }

  @Test
  @Clause("T2")
  @DisplayName("due are the claimed ones, too, with the expiry of their claim")
  void claimed(Store store) {
    schedule(store, 6);
    List<ClaimedTimer> claims = store.timers().claim(3, MINUTE);

    List<Timer> due = due(store, AT.plusSeconds(9), 2);

    assertThat(due).extracting(Timer::timer).containsExactly("t0", "t1", "t2", "t3", "t4", "t5");
    for (int i = 0; i < 6; i++) {
      assertThat(due.get(i).claimedUntil())
          .isEqualTo(i < 3 ? Optional.of(claims.get(i).expiresAt()) : Optional.empty());
    }
  }

  @Test
  @Clause({"T5", "G1", "G9"})
  @DisplayName("of a workflow are all of it and no other's, by name, in pages of any size")
  void ofAWorkflow(Store store) {
    List<NewTimer> timers = new ArrayList<>();
    for (String text : Texts.TRICKY) {
      timers.add(new NewTimer(ORDER, text, AT.plusNanos(text.hashCode())));
      timers.add(new NewTimer(workflow("order" + text), text, AT));
    }
    store.timers().schedule(timers);

    for (int size : PAGES) {
      assertThat(Dump.all(size, page -> store.timers().list(ORDER, page)))
          .extracting(Timer::timer)
          .containsExactlyElementsOf(Texts.inByteOrder(Texts.TRICKY));
    }
    for (String text : Texts.TRICKY) {
      assertThat(store.timers().find(ORDER, text).orElseThrow().fireAt())
          .isEqualTo(AT.plusNanos(text.hashCode()));
    }
    assertThat(store.timers().list(workflow("unknown"), PageRequest.first(1)).entries()).isEmpty();
    assertThat(store.timers().find(workflow("unknown"), "t")).isEmpty();
  }

  @Test
  @Clause("T5")
  @DisplayName("next due is the earliest that a claim could get: unclaimed, or its claim expired")
  void nextDue(Database database) {
    Timers timers = database.store().timers();
    assertThat(timers.nextDue()).isEmpty();
    timers.schedule(ORDER, "a", AT);
    timers.schedule(ORDER, "b", AT.plusSeconds(1));
    assertThat(timers.nextDue()).contains(AT);

    ClaimedTimer a = timers.claim(1, MINUTE).get(0);
    assertThat(timers.nextDue()).contains(AT.plusSeconds(1));
    ClaimedTimer b = timers.claim(1, Duration.ofMinutes(2)).get(0);
    assertThat(timers.nextDue()).contains(a.expiresAt());
    database.advance(Duration.ofSeconds(59));
    assertThat(timers.claim(9, MINUTE)).isEmpty();
    database.advance(Duration.ofSeconds(1));
    assertThat(timers.claim(9, Duration.ofDays(1))).extracting(ClaimedTimer::timer).contains("a");
    assertThat(timers.nextDue()).contains(b.expiresAt());
    timers.fired(b);
    timers.schedule(ORDER, "a", LATEST);
    assertThat(timers.nextDue()).contains(LATEST);
    timers.cancel(ORDER, "a");
    assertThat(timers.nextDue()).isEmpty();
  }

  @Test
  @Clause("G9")
  @DisplayName("a page goes on behind its last timer, whatever is scheduled and removed meanwhile")
  void pagesWhileChanging(Store store) {
    schedule(store, 30);
    List<String> seen = new ArrayList<>();
    PageRequest request = PageRequest.first(3);
    for (int round = 0; true; round++) {
      Page<Timer> page = store.timers().due(AT.plusSeconds(99), request);
      page.forEach(timer -> seen.add(timer.timer()));
      store.timers().schedule(ORDER, "x" + round, AT.minusSeconds(round));
      store.timers().cancel(ORDER, seen.get(seen.size() - 1));
      store.timers().claim(2, MINUTE);
      Optional<PageToken> next = page.next();
      if (next.isEmpty()) {
        break;
      }
      request = request.after(next.get());
    }

    assertThat(seen).isEqualTo(IntStream.range(0, 30).mapToObj(i -> "t" + i).toList());
  }

  @Test
  @Clause("G9")
  @DisplayName("a page ends at 8 MiB, however many were asked for")
  void eightMebibytes(Store store) {
    String longId = Samples.bytes(505, "a");
    store
        .timers()
        .schedule(
            IntStream.range(0, 10_000)
                .mapToObj(i -> new NewTimer(workflow(longId + i), longId + i, AT))
                .toList());

    Page<Timer> first = store.timers().due(AT, PageRequest.first(10_000));

    assertThat(first.entries()).hasSizeBetween(7_000, 9_000);
    Page<Timer> second =
        store.timers().due(AT, PageRequest.first(10_000).after(first.next().orElseThrow()));
    assertThat(first.entries().size() + second.entries().size()).isEqualTo(10_000);
    assertThat(second.next()).isEmpty();
  }

  @Test
  @Clause("G10")
  @DisplayName("a corrupt row is told by table and key, with the token that goes on behind it")
  void corruptRow(Database database) throws Exception {
    Store store = database.store();
    schedule(store, 5);
    Spoil.rows(database, "update perdure_timer set available_at = 1 where timer in ('t0', 't3')");

    for (int size : new int[] {1, 10}) {
      assertThat(listedAroundCorruption(store, size)).containsExactly("t1", "t2", "t4");
    }
    CorruptRecordException corrupt =
        catchThrowableOfType(CorruptRecordException.class, () -> store.timers().find(ORDER, "t3"));
    assertThat(corrupt.table()).isEqualTo("perdure_timer");
    assertThat(corrupt.key()).contains("order", "t3");
    assertThatThrownBy(() -> store.timers().list(ORDER, PageRequest.first(9)))
        .isInstanceOf(CorruptRecordException.class);
    assertThat(store.timers().find(ORDER, "t4")).isPresent();
  }

  private static List<String> listedAroundCorruption(Store store, int size) {
    List<String> listed = new ArrayList<>();
    Optional<PageRequest> request = Optional.of(PageRequest.first(size));
    while (request.isPresent()) {
      Optional<PageToken> next;
      try {
        Page<Timer> page = store.timers().due(AT.plusSeconds(9), request.get());
        page.forEach(timer -> listed.add(timer.timer()));
        next = page.next();
      } catch (CorruptRecordException corrupt) {
        next = corrupt.next();
      }
      request = next.map(request.get()::after);
    }
    return listed;
  }

  private static List<Timer> due(Store store, Instant asOf, int pageSize) {
    return Dump.all(pageSize, page -> store.timers().due(asOf, page));
  }

  private static void schedule(Store store, int count) {
    store
        .timers()
        .schedule(
            IntStream.range(0, count)
                .mapToObj(i -> new NewTimer(ORDER, "t" + i, AT.plusSeconds(i)))
                .toList());
  }
}
