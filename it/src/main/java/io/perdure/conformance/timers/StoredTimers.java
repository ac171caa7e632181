package io.perdure.conformance.timers;

import static io.perdure.conformance.general.Samples.workflow;

import io.perdure.conformance.kit.Database;
import io.perdure.store.PageRequest;
import io.perdure.store.Store;
import io.perdure.store.Token;
import io.perdure.store.Transaction;
import io.perdure.store.WorkflowId;
import io.perdure.store.timers.ClaimedTimer;
import io.perdure.store.timers.Fired;
import io.perdure.store.timers.Timer;
import io.perdure.store.timers.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A store's timers, for the steps that {@link ModelTimers} takes, and in its words. */
final class StoredTimers {
  private static final WorkflowId ORDER = workflow("order");
  private static final Duration HALF = Duration.ofMinutes(30);

  private final Database database;
  private final Timers timers;
  private final Instant start;
  private final List<Token> tokens = new ArrayList<>();
  private final List<List<ClaimedTimer>> claims = new ArrayList<>();

  StoredTimers(Database database, String namespace) {
    Store store = database.perdure().namespace(namespace);
    this.database = database;
    this.timers = store.timers();
    this.start = store.transact(Transaction::now);
  }

  String run(TimerStep step) {
    String name = "t" + step.timer();
    Duration hours = Duration.ofHours(step.hours());
    return switch (step.kind()) {
      case SCHEDULE -> timers.schedule(ORDER, name, start.plus(hours).plus(HALF)).change().name();
      case CANCEL -> String.valueOf(timers.cancel(ORDER, name));
      case CLAIM -> {
        tokens.add(Token.random());
        claims.add(List.of());
        yield claim(tokens.size() - 1, step);
      }
      case CLAIM_AGAIN ->
          tokens.isEmpty() ? "none" : claim(tokens.size() - 1 - step.claim() % tokens.size(), step);
      case FIRED ->
          claims.isEmpty() ? "none" : fired(claims.size() - 1 - step.claim() % claims.size());
      case DUE ->
          timers.due(start.plus(hours), PageRequest.first(100)).entries().stream()
              .map(StoredTimers::told)
              .toList()
              .toString();
      case NEXT_DUE ->
          timers
              .nextDue()
              .map(next -> Duration.between(start, next).toSeconds())
              .map(seconds -> String.valueOf(Math.round(seconds / (double) HALF.toSeconds())))
              .orElse("none");
      case CLOCK -> {
        database.advance(hours);
        yield "";
      }
    };
  }

  private String claim(int number, TimerStep step) {
    List<ClaimedTimer> claimed =
        timers.claim(tokens.get(number), step.timer() + 1, Duration.ofHours(step.hours() + 1L));
    claims.set(number, claimed);
    return claimed.stream().map(timer -> timer.timer() + " claimed").toList().toString();
  }

  private String fired(int number) {
    List<ClaimedTimer> claim =
        claims.get(number).stream().sorted(Comparator.comparing(ClaimedTimer::timer)).toList();
    List<Fired> answers = timers.fired(claim);
    List<String> told = new ArrayList<>();
    for (int i = 0; i < claim.size(); i++) {
      told.add(claim.get(i).timer() + " " + answers.get(i));
    }
    return told.toString();
  }

  private static String told(Timer timer) {
    return timer.timer() + (timer.claimedUntil().isPresent() ? " claimed" : "");
  }
}
