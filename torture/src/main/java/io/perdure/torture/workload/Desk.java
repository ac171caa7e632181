package io.perdure.torture.workload;

import io.perdure.store.Once;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.StoreException;
import io.perdure.store.StoreUnavailableException;
import io.perdure.store.TransactionOptions;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Op;
import io.perdure.torture.truth.Told;
import io.perdure.torture.truth.TruthLog;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Where operations are asked for: writes each down, does it, and writes down what was told. For one
 * thread.
 */
final class Desk {
  private static final String SCOPE = "torture";
  private static final int REPEATS = 40;

  private final Store store;
  private final TruthLog log;
  private final Hand hand = new Hand();
  private final String name;
  private final AtomicLong done;
  private Optional<Backups> backups = Optional.empty();
  private long asked;

  /**
   * A desk.
   *
   * @param name begins the ids of its operations
   * @param done counts what was acknowledged
   */
  Desk(Store store, TruthLog log, String name, AtomicLong done) {
    this.store = store;
    this.log = log;
    this.name = name;
    this.done = done;
  }

  /** The same desk, which makes backups there, too. */
  Desk backingUp(Optional<Backups> there) {
    backups = there;
    return this;
  }

  Optional<Backups> backups() {
    return backups;
  }

  Store store() {
    return store;
  }

  Hand hand() {
    return hand;
  }

  TruthLog log() {
    return log;
  }

  String name() {
    return name;
  }

  /** The id of the next operation. */
  String nextId() {
    return name + "-" + (asked + 1);
  }

  Told alone(String kind, Effect effect) {
    return ask(kind, Op.Manner.ALONE, List.of(effect));
  }

  Told together(String kind, Effect... effects) {
    return ask(kind, Op.Manner.TOGETHER, List.of(effects));
  }

  /** Asks, and if it has a key and nobody knows what became of it, asks again until told. */
  Told ask(String kind, Op.Manner manner, List<Effect> effects) {
    asked++;
    Op op = new Op(name + "-" + asked, kind, manner, effects);
    log.ask(op);
    Told told = attempt(op);
    for (int i = 0; i < REPEATS && told.outcome() == Told.Outcome.UNKNOWN && repeatable(op); i++) {
      told = again(op);
    }
    hand.forget(op);
    return told;
  }

  /** Asks for it once more, as whoever asked first was not told. */
  Told again(Op op) {
    log.again(op);
    return attempt(op);
  }

  /** Half of what may be repeated is; the other half stays open. */
  static boolean repeatable(Op op) {
    return op.manner() == Op.Manner.ONCE && op.id().hashCode() % 2 == 0;
  }

  private Told attempt(Op op) {
    Told told = attemptToBeTold(op);
    log.told(op, told);
    if (told.outcome() == Told.Outcome.DONE) {
      done.incrementAndGet();
    }
    return told;
  }

  private Told attemptToBeTold(Op op) {
    try {
      return new Told(Told.Outcome.DONE, perform(op));
    } catch (StoreUnavailableException e) {
      // The database is away: the next call is a little later.
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      return no(e.outcomeUnknown() ? Told.Outcome.UNKNOWN : Told.Outcome.REFUSED, e);
    } catch (StoreException e) {
      return no(Told.Outcome.REFUSED, e);
    }
  }

  private static Told no(Told.Outcome outcome, StoreException e) {
    String cause = e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")";
    return new Told(outcome, List.of(e.getClass().getSimpleName(), e.getMessage() + cause));
  }

  private List<String> perform(Op op) {
    if (op.effects().get(0) instanceof Effect.Backup backup) {
      return List.of(backups.orElseThrow().make(backup.file()));
    }
    return switch (op.manner()) {
      case ALONE -> Hands.doAll(store, hand, op);
      case TOGETHER -> store.transact(options(op), tx -> Hands.doAll(tx, hand, op));
      case ONCE ->
          store.transact(
              Once.key(SCOPE, Hand.key(op)).answering(Desk::encoded, Desk::decoded),
              options(op),
              tx -> Hands.doAll(tx, hand, op));
    };
  }

  private TransactionOptions options(Op op) {
    TransactionOptions options = TransactionOptions.defaults();
    for (Effect effect : op.effects()) {
      if (effect instanceof Effect.Fenced fenced) {
        options = options.fencedBy(hand.lease(fenced.resource()));
      }
    }
    return options;
  }

  private static Payload encoded(List<String> facts) {
    return Hand.payload(String.join("|", facts));
  }

  private static List<String> decoded(Payload payload) {
    return Arrays.asList(payload.bytes().toUtf8().split("\\|", -1));
  }
}
