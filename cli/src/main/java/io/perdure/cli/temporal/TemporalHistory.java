package io.perdure.cli.temporal;

import io.perdure.store.Key;
import io.perdure.store.history.MarkKind;
import io.perdure.store.history.NewEvent;
import io.perdure.store.history.WorkflowStatus;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One exported history: the events of a file, in order, numbered from 1 without gaps. */
public final class TemporalHistory {
  private final byte[] file;
  private final List<TemporalEvent> events;
  private final Optional<String> workflow;
  private final Optional<WorkflowStatus> status;

  TemporalHistory(
      byte[] file,
      List<TemporalEvent> events,
      Optional<String> workflow,
      Optional<WorkflowStatus> status) {
    this.file = file;
    this.events = List.copyOf(events);
    this.workflow = workflow;
    this.status = status;
  }

  /** The workflow id that the started event says, if it says one. */
  public Optional<String> workflow() {
    return workflow;
  }

  /** What the history's marks come to. */
  public Optional<WorkflowStatus> status() {
    return status;
  }

  /** How many events it has, at least 1. */
  public int size() {
    return events.size();
  }

  /** Bytes of all events' JSON. */
  public long bytes() {
    return events.stream().mapToLong(TemporalEvent::length).sum();
  }

  /** How many events carry each kind of mark; kinds that do not occur are left out. */
  public Map<MarkKind, Long> marks() {
    Map<MarkKind, Long> counts = new TreeMap<>();
    for (TemporalEvent event : events) {
      event.saying().mark().ifPresent(mark -> counts.merge(mark.kind(), 1L, Long::sum));
    }
    return counts;
  }

  /** The events of those numbers, each with its own JSON as its payload. */
  public List<NewEvent> events(long first, long last) {
    List<NewEvent> wanted = new ArrayList<>();
    for (TemporalEvent event : events.subList((int) first - 1, (int) last)) {
      wanted.add(event.from(file));
    }
    return wanted;
  }

  /** The parts in which it is appended, each within the limits of one append. */
  public List<Part> parts(long maxEvents, long maxBytes) {
    List<Part> parts = new ArrayList<>();
    long first = 1;
    long bytes = 0;
    for (int seq = 1; seq <= events.size(); seq++) {
      int length = events.get(seq - 1).length();
      if (seq > first && (seq - first == maxEvents || bytes + length > maxBytes)) {
        parts.add(new Part(first, seq - 1));
        first = seq;
        bytes = 0;
      }
      bytes += length;
    }
    parts.add(new Part(first, events.size()));
    return parts;
  }

  /** What makes its import repeatable: the SHA-256 of the file, in hexadecimal. */
  public Key key() {
    try {
      return Key.of(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /**
   * A run of events that is appended at once.
   *
   * @param first number of its first event
   * @param last number of its last event
   */
  public record Part(long first, long last) {}
}
