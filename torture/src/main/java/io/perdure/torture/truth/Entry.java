package io.perdure.torture.truth;

import java.util.Optional;

/** What the logs say of one operation: that it was asked, and what it was told at last. */
public final class Entry {
  private final Op op;
  private final String line;
  private final long askedAt;
  private Optional<Told> told = Optional.empty();
  private long toldAt = Long.MAX_VALUE;
  private boolean asking = true;
  private boolean again;

  Entry(Op op, String line, long askedAt) {
    this.op = op;
    this.line = line;
    this.askedAt = askedAt;
  }

  /** Who was told asks no more: what became of the attempt before is unknown. */
  void askedAgain() {
    asking = true;
    again = true;
  }

  void told(Told now, long at) {
    told = Optional.of(again ? now.afterUnknown() : now);
    toldAt = at;
    asking = false;
  }

  Entry until(long nanos) {
    Entry then = new Entry(op, line, askedAt);
    if (toldAt <= nanos) {
      told.ifPresent(answer -> then.told(answer, toldAt));
    }
    return then;
  }

  /** What was asked. */
  public Op op() {
    return op;
  }

  /** Where it was asked: the log and the number of the line. */
  public String line() {
    return line;
  }

  /** When it was asked first. */
  public long askedAt() {
    return askedAt;
  }

  /** When it was told; later than everything if it never was. */
  public long toldAt() {
    return asking ? Long.MAX_VALUE : toldAt;
  }

  /** Whether it was acknowledged, and must be there. */
  public boolean done() {
    return was(Told.Outcome.DONE);
  }

  /** Whether it was refused, and must not be there. */
  public boolean refused() {
    return !asking && was(Told.Outcome.REFUSED);
  }

  /** Whether it may be there or not: nobody was told. */
  public boolean open() {
    return !done() && !refused();
  }

  private boolean was(Told.Outcome outcome) {
    return told.filter(answer -> answer.outcome() == outcome).isPresent();
  }

  /** What it was told at last. */
  public Optional<Told> told() {
    return told;
  }

  /** What it was told of that effect, by its number, if it was acknowledged. */
  public Optional<String> fact(int effect) {
    return done() ? told.map(answer -> answer.fact(effect)) : Optional.empty();
  }

  @Override
  public String toString() {
    return op.id() + " (" + op.kind() + ", " + line + ")";
  }
}
