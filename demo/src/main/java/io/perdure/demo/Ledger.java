package io.perdure.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the shop was asked for, and what it has told to be done: the other side's own books. */
final class Ledger {
  private final Set<String> unanswered = new LinkedHashSet<>();
  private final SortedMap<String, Order> orders = new TreeMap<>();
  private final List<String> versions = new ArrayList<>();
  private int versionsAsked;
  private long events;
  private long moves;
  private long begun;
  private long fired;
  private long ended;

  /** What is known of one order. */
  static final class Order {
    private final int oldest;
    private final SortedMap<Long, String> events = new TreeMap<>();
    private int newest = Integer.MAX_VALUE;

    private Order(int oldest) {
      this.oldest = oldest;
    }

    /** The types of the events that were told, by sequence number. */
    SortedMap<Long, String> events() {
      return events;
    }

    /** The number of the last event that was told; 0 if none was. */
    long last() {
      return events.isEmpty() ? 0 : events.lastKey();
    }

    /**
     * Whether it can have begun with that version: not with one that had been replaced before it
     * was asked for, nor with one that was asked for after it had begun.
     */
    boolean canHave(int version) {
      return version >= oldest && version <= newest;
    }
  }

  /** Writes down a request: {@code deploy NUMBER} or {@code place ORDER}. */
  void asked(String request) {
    unanswered.add(request);
    if (request.startsWith("place ")) {
      orders.put(request.substring("place ".length()), new Order(versions.size() - 1));
    } else {
      versionsAsked++;
    }
  }

  /** Writes down what the shop has told to be committed. */
  void told(String line) {
    String[] words = line.split(" ", -1);
    if (words[0].equals("deployed")) {
      if (unanswered.remove("deploy " + words[1])) {
        versions.add(words[2]);
      }
    } else if (words[0].equals("fired")) {
      fired++;
    } else {
      told(words[0], words[1], Long.parseLong(words[2]), List.of(words[3].split(",", -1)));
    }
  }

  private void told(String what, String id, long first, List<String> types) {
    Order order = orders.get(id);
    if (order == null) {
      throw new DemoException("the shop tells of " + id + ", for which nobody has asked");
    }
    boolean repeated = order.events.containsKey(first);
    for (int i = 0; i < types.size(); i++) {
      order.events.merge(
          first + i, types.get(i), (old, now) -> old.equals(now) ? old : old + "/" + now);
    }
    if (what.equals("began")) {
      unanswered.remove("place " + id);
      order.newest = Math.min(order.newest, versionsAsked - 1);
    }
    if (!repeated) {
      events += types.size();
      moves++;
      begun += what.equals("began") ? 1 : 0;
      ended += what.equals("ended") ? 1 : 0;
    }
  }

  /** Requests that were not answered, in the order in which they were made. */
  List<String> unanswered() {
    return List.copyOf(unanswered);
  }

  /** Every order that was asked for, by id. */
  Map<String, Order> orders() {
    return Collections.unmodifiableMap(orders);
  }

  /** The versions that were told to be deployed, first to last, by hash. */
  List<String> versions() {
    return List.copyOf(versions);
  }

  /** Events that were told. */
  long events() {
    return events;
  }

  /** Moves that were told: transactions of orders. */
  long moves() {
    return moves;
  }

  /** Orders that were told to have begun. */
  long begun() {
    return begun;
  }

  /** Orders that were told to have ended. */
  long ended() {
    return ended;
  }

  /** Tasks that were told to be done. */
  long done() {
    return moves - begun;
  }

  /** Timers that were told to have fired. */
  long fired() {
    return fired;
  }
}
