package io.perdure.conformance.general;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.events;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Clause;
import io.perdure.store.Bytes;
import io.perdure.store.Key;
import io.perdure.store.Owner;
import io.perdure.store.PageRequest;
import io.perdure.store.PageToken;
import io.perdure.store.Payload;
import io.perdure.store.RunId;
import io.perdure.store.Term;
import io.perdure.store.Token;
import io.perdure.store.TransactionOptions;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.Mark;
import io.perdure.store.history.MarkKind;
import io.perdure.store.history.NewEvent;
import io.perdure.store.history.WorkflowFilter;
import io.perdure.store.leases.Free;
import io.perdure.store.leases.Held;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.Outcome;
import io.perdure.store.tasks.TaskClaim;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.TaskScope;
import io.perdure.store.timers.ClaimedTimer;
import io.perdure.store.timers.NewTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Clause("G2")
@DisplayName("The value types refuse, naming argument and bound,")
public abstract class ArgumentsSuite {
  private static final Owner OWNER = Owner.of("o", "1");
  private static final Instant EARLIEST = Instant.parse("1677-09-21T00:12:43.145224192Z");
  private static final Token TOKEN = Token.random();
  private static final Term TERM = Term.beginning(Duration.ofSeconds(1));
  private static final Instant LATEST = Instant.parse("2262-04-11T23:47:16.854775807Z");

  /** Everything that takes an id, by the name that its refusal gives the argument. */
  private static Map<String, Consumer<String>> ids() {
    Map<String, Consumer<String>> ids = new TreeMap<>();
    ids.put("workflow", WorkflowId::of);
    ids.put("run", RunId::of);
    ids.put("key", Key::of);
    ids.put("timer", text -> new NewTimer(workflow("w"), text, AT));
    ids.put("timer ", text -> new ClaimedTimer(workflow("w"), text, AT, TOKEN, AT, TERM));
    ids.put("task key", TaskKey::of);
    ids.put("queue", TaskScope::of);
    ids.put("queue ", text -> TaskClaim.from(text, 1, Duration.ofSeconds(1)));
    ids.put("node", text -> TaskScope.of("q").pinnedTo(text));
    ids.put("node ", text -> TaskClaim.from("q", 1, Duration.ofSeconds(1)).node(text));
    ids.put("event type", text -> NewEvent.of(text, Payload.empty(), AT));
    ids.put("payload contentType", text -> new Payload(Bytes.empty(), text));
    ids.put("workflow type", Mark::started);
    ids.put("resource", text -> new Free(text, 0));
    ids.put("owner id", text -> Owner.of(text, "1"));
    ids.put("owner incarnation", text -> Owner.of("o", text));
    ids.put("workflow type ", text -> WorkflowFilter.all().type(text));
    return ids;
  }

  static Stream<Arguments> badIds() {
    Map<String, String> bad = new TreeMap<>();
    bad.put("", "must not be empty");
    bad.put("\0", "U+0000");
    bad.put("a\0b", "U+0000");
    bad.put("\ud83d", "unpaired surrogate");
    bad.put("\ude00", "unpaired surrogate");
    bad.put("a\ud83db", "unpaired surrogate");
    bad.put("a\ude00\ud83d", "unpaired surrogate");
    bad.put("\ud83d\ud83d\ude00", "unpaired surrogate");
    for (String pattern : List.of("a", "\u00e9", "\uff41", "\ud83d\ude00")) {
      bad.put(Samples.bytes(513, pattern), "512");
    }
    bad.put("\ud83d\ude00".repeat(1000), "512");
    return ids().entrySet().stream()
        .flatMap(
            id ->
                bad.entrySet().stream()
                    .map(
                        text ->
                            Arguments.of(
                                id.getKey().trim(),
                                shown(text.getKey()),
                                text.getValue(),
                                (ThrowingCallable) () -> id.getValue().accept(text.getKey()))));
  }

  @ParameterizedTest(name = "as {0} {1}: {2}")
  @MethodSource("badIds")
  @DisplayName("ids that are empty, too long or no text,")
  void refusesIds(String argument, String shown, String reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(argument + " ")
        .hasMessageContaining(reason);
  }

  static Stream<Arguments> goodIds() {
    return ids().entrySet().stream()
        .flatMap(
            id ->
                Stream.of("a", "\u00e9", "\uff41", "\ud83d\ude00")
                    .map(pattern -> Arguments.of(id.getKey(), pattern, id.getValue())));
  }

  @ParameterizedTest(name = "as {0} of {1}")
  @MethodSource("goodIds")
  @DisplayName("but take ids of exactly 512 bytes")
  void takesIds(String argument, String pattern, Consumer<String> make) {
    assertThatCode(() -> make.accept(Samples.bytes(512, pattern))).doesNotThrowAnyException();
  }

  static Stream<Arguments> badValues() {
    Payload large = Payload.of(new byte[16 << 20]);
    NewEvent quarter = NewEvent.of("t", large, AT);
    List<NewEvent> tooMany = new ArrayList<>(events(10_000));
    tooMany.add(event("one more"));
    Append append = Append.to(workflow("w"));
    return Stream.of(
        bad("expected head", "-1", () -> append.at(-1)),
        bad("expected head", "-9", () -> append.at(Long.MIN_VALUE)),
        bad("expected head", "9,223", () -> append.at(Long.MAX_VALUE)),
        bad("number of events", "10,000", () -> append.events(tooMany)),
        bad(
            "bytes of all events",
            "67,108,864",
            () ->
                append.events(
                    quarter, quarter, quarter, quarter, event("e").metadata(Bytes.utf8("1")))),
        bad("from", "negative", () -> EventRange.from(-1)),
        bad("from", "negative", () -> EventRange.backwardsFrom(-1)),
        bad("limit", "1..", () -> EventRange.all().limit(0)),
        bad("limit", "1..", () -> EventRange.all().limit(-1)),
        bad("page size", "1..10,000", () -> PageRequest.first(0)),
        bad("page size", "1..10,000", () -> PageRequest.first(-1)),
        bad("page size", "1..10,000", () -> PageRequest.first(10_001)),
        bad("page token", "1..4,096", () -> new PageToken("")),
        bad("page token", "1..4,096", () -> new PageToken("x".repeat(4097))),
        bad("recordedAt", "1677-09-21", () -> event("e", EARLIEST.minusNanos(1))),
        bad("recordedAt", "2262-04-11", () -> event("e", LATEST.plusNanos(1))),
        bad("recordedAt", "2262-04-11", () -> event("e", Instant.MAX)),
        bad("fireAt", "1677-09-21", () -> timer(EARLIEST.minusNanos(1))),
        bad("fireAt", "2262-04-11", () -> timer(LATEST.plusNanos(1))),
        bad("fireAt", "2262", () -> claimed(LATEST.plusNanos(1), AT)),
        bad("expiresAt", "1677", () -> claimed(AT, EARLIEST.minusNanos(1))),
        bad("recordedAt", "1677-09-21", () -> event("e", Instant.MIN)),
        bad("limit", "1..10,000", () -> TaskClaim.from("q", 0, Duration.ofSeconds(1))),
        bad("limit", "1..10,000", () -> TaskClaim.from("q", 10_001, Duration.ofSeconds(1))),
        bad("duration", "PT0.001S", () -> TaskClaim.from("q", 1, Duration.ZERO)),
        bad("delay", "PT0.001S", () -> Due.in(Duration.ofNanos(999_999))),
        bad("delay", "PT8760H", () -> Due.in(Duration.ofDays(365).plusNanos(1))),
        bad("instant", "1677-09-21", () -> Due.at(EARLIEST.minusNanos(1))),
        bad("instant", "2262-04-11", () -> Due.at(LATEST.plusNanos(1))),
        bad("reason", "8,192", () -> Outcome.failed("x".repeat(8193))),
        bad("reason", "U+0000", () -> Outcome.failed("a\0")),
        bad("attempt", "1..", () -> claimedTask(0, 1, AT)),
        bad("deliveries", "1..", () -> claimedTask(1, 0, AT)),
        bad("expiresAt", "2262", () -> claimedTask(1, 1, LATEST.plusNanos(1))),
        bad("startedFrom", "2262", () -> WorkflowFilter.all().startedFrom(LATEST.plusNanos(1))),
        bad("startedBefore", "1677", () -> WorkflowFilter.all().startedBefore(Instant.MIN)),
        bad("failure reason", "8,192", () -> Mark.failed("x".repeat(8193))),
        bad("failure reason", "8,192", () -> Mark.failed("\ud83d\ude00".repeat(2049))),
        bad("failure reason", "U+0000", () -> Mark.failed("a\0")),
        bad("failure reason", "surrogate", () -> Mark.failed("\ud83d")),
        bad("mark STARTED", "more than its kind", () -> new Mark.Plain(MarkKind.STARTED)),
        bad("mark FAILED", "more than its kind", () -> new Mark.Plain(MarkKind.FAILED)),
        bad("fence", "negative", () -> new Free("r", -1)),
        bad("fence", "1..", () -> new Held("r", OWNER, 0, AT, Optional.empty())),
        bad("expiry", "2262", () -> new Held("r", OWNER, 1, Instant.MAX, Optional.empty())),
        bad("reason", "8,192", () -> new Held("r", OWNER, 1, AT, Optional.of("x".repeat(8193)))),
        bad("length", "PT0.001S", () -> Term.beginning(Duration.ofNanos(999_999))),
        bad("length", "PT8760H", () -> Term.beginning(Duration.ofDays(365).plusNanos(1))),
        bad("retryFor", "1 day", () -> retryFor(Duration.ofNanos(-1))),
        bad("retryFor", "1 day", () -> retryFor(Duration.ofDays(1).plusNanos(1))),
        bad("retryFor", "1 day", () -> retryFor(Duration.ofSeconds(Long.MAX_VALUE))));
  }

  @ParameterizedTest(name = "{0} outside {1}")
  @MethodSource("badValues")
  @DisplayName("numbers, instants, texts and amounts outside their bounds:")
  void refusesValues(String argument, String bound, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(argument)
        .hasMessageContaining(bound);
  }

  static Stream<Arguments> goodValues() {
    Append append = Append.to(workflow("w"));
    NewEvent quarter = NewEvent.of("t", Payload.of(new byte[16 << 20]), AT);
    return Stream.of(
        good("10 000 events", () -> append.events(events(10_000))),
        good("64 MiB", () -> append.events(quarter, quarter, quarter, quarter)),
        good("page of 1", () -> PageRequest.first(1)),
        good("page of 10 000", () -> PageRequest.first(10_000)),
        good("earliest instant", () -> event("e", EARLIEST)),
        good("latest instant", () -> event("e", LATEST)),
        good("earliest timer", () -> timer(EARLIEST)),
        good("latest timer", () -> timer(LATEST)),
        good("a delay of a year", () -> Due.in(Duration.ofDays(365))),
        good("a dead letter's reason of 8 KiB", () -> Outcome.failed("x".repeat(8192))),
        good("reason of 8 KiB", () -> Mark.failed("x".repeat(8192))),
        good("empty reason", () -> Mark.failed("")),
        good("no retry", () -> retryFor(Duration.ZERO)),
        good("a day of retries", () -> retryFor(Duration.ofDays(1))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goodValues")
  @DisplayName("but take what stands on the bound:")
  void takesValues(String what, ThrowingCallable call) {
    assertThatCode(call).doesNotThrowAnyException();
  }

  private static NewTimer timer(Instant at) {
    return new NewTimer(workflow("w"), "t", at);
  }

  private static ClaimedTimer claimed(Instant fireAt, Instant expiresAt) {
    return new ClaimedTimer(workflow("w"), "t", fireAt, TOKEN, expiresAt, TERM);
  }

  private static ClaimedTask claimedTask(long attempt, long deliveries, Instant expiresAt) {
    TaskKey key = TaskKey.of("t");
    TaskScope scope = TaskScope.of("q");
    return new ClaimedTask(
        key, scope, Payload.empty(), attempt, deliveries, TOKEN, expiresAt, TERM);
  }

  private static TransactionOptions retryFor(Duration duration) {
    return TransactionOptions.defaults().retryFor(duration);
  }

  private static Arguments bad(String argument, String bound, ThrowingCallable call) {
    return Arguments.of(argument, bound, call);
  }

  private static Arguments good(String what, ThrowingCallable call) {
    return Arguments.of(what, call);
  }

  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.chars().limit(8).forEach(c -> shown.append(c < 32 || c > 126 ? hex(c) : (char) c));
    return shown + (text.length() > 8 ? "… (" + text.length() + ")" : "");
  }

  private static String hex(int c) {
    return "<" + Integer.toHexString(c) + ">";
  }
}
