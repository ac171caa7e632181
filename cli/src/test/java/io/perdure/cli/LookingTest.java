package io.perdure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.Perdure;
import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import io.perdure.store.packages.DeployedPackage;
import io.perdure.store.packages.Packages;
import io.perdure.store.timers.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LookingTest {
  private static final Instant TIME = Instant.parse("2026-01-14T09:12:03.418275631Z");

  private static final Instant LATE = Instant.parse("2200-01-01T00:00:00Z");

  @ParameterizedTest
  @MethodSource("io.perdure.cli.Place#all")
  @DisplayName("Workflows are a line each, the newest first")
  void workflows(Place place) {
    String shop = filled(place);
    Cli.Answer answer = place.run("workflows", "--namespace", shop);
    assertThat(answer.err()).isEmpty();
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out())
        .isEqualTo(
            """
            WORKFLOW      TYPE    STATUS     RUN  EVENTS  STARTED                         CLOSED                          PARENT  FAILURE
            包裹-📦       Parcel  running      1       1  2026-01-14T09:12:03.418275633Z                                  o-1
            o-2\\u001b[2J  Order   failed       1       2  2026-01-14T09:12:03.418275632Z  2026-01-14T09:12:03.418275632Z          no\\u000astock
            o-1           Order   completed    2       4  2026-01-14T09:12:03.418275631Z  2026-01-14T09:12:03.418275631Z
            """);
  }

  @ParameterizedTest
  @MethodSource("io.perdure.cli.Place#all")
  @DisplayName("Workflows in JSON are one object, an entry on each line, in ASCII")
  void workflowsAsJson(Place place) {
    String shop = filled(place);
    Cli.Answer answer = place.run("workflows", "--namespace", shop, "--json");
    assertThat(answer.out())
        .isEqualTo(
            """
            {"workflows":[
            {"workflow":"\\u5305\\u88F9-\\uD83D\\uDCE6","type":"Parcel","status":"running","run":1,"events":1,\
            "started":"2026-01-14T09:12:03.418275633Z","parent":"o-1"},
            {"workflow":"o-2\\u001B[2J","type":"Order","status":"failed","run":1,"events":2,\
            "started":"2026-01-14T09:12:03.418275632Z","closed":"2026-01-14T09:12:03.418275632Z",\
            "failure":"no\\nstock"},
            {"workflow":"o-1","type":"Order","status":"completed","run":2,"events":4,\
            "started":"2026-01-14T09:12:03.418275631Z","closed":"2026-01-14T09:12:03.418275631Z"}]}
            """);
    assertThat(place.run("workflows", "--namespace", "nobody", "--json").out())
        .isEqualTo("{\"workflows\":[]}\n");
  }

  @ParameterizedTest
  @MethodSource("io.perdure.cli.Place#all")
  @DisplayName("Workflows are filtered by type, status and parent, and limited")
  void filtered(Place place) {
    String shop = filled(place);
    assertThat(ids(place, shop, "--type", "Order")).containsExactly("o-2\\u001b[2J", "o-1");
    assertThat(ids(place, shop, "--status", "Running")).containsExactly("包裹-📦");
    assertThat(ids(place, shop, "--status", "timed-out")).isEmpty();
    assertThat(ids(place, shop, "--parent", "o-1")).containsExactly("包裹-📦");
    assertThat(ids(place, shop, "--type", "Order", "--limit", "1"))
        .containsExactly("o-2\\u001b[2J");
    Cli.Answer answer = place.run("workflows", "--status", "busy");
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err())
        .startsWith("perdure: status must be one of running, paused, ")
        .endsWith("continued-as-new, not busy\n");
    assertThat(place.run("workflows", "--limit", "0").err())
        .isEqualTo("perdure: limit must be at least 1, not 0\n");
  }

  @ParameterizedTest
  @MethodSource("io.perdure.cli.Place#all")
  @DisplayName("A list longer than a page is printed whole, or up to its limit")
  void manyPages(Place place) {
    try (Perdure perdure = place.open()) {
      perdure
          .namespace("many")
          .transact(
              tx -> {
                for (int i = 0; i < 1234; i++) {
                  WorkflowId id = WorkflowId.of("w" + i);
                  tx.history().append(id, 0, event("A", i).mark(Mark.started("Many")));
                }
                return 0;
              });
    }
    List<String> ids = ids(place, "many");
    assertThat(ids).hasSize(1234).startsWith("w1233").endsWith("w0");
    assertThat(ids(place, "many", "--limit", "501")).isEqualTo(ids.subList(0, 501));
  }

  @ParameterizedTest
  @MethodSource("io.perdure.cli.Place#all")
  @DisplayName("Timers are a line each, by when they are due, claimed or not")
  void timers(Place place) {
    String shop = "shop-" + System.nanoTime();
    String claimed;
    try (Perdure perdure = place.open()) {
      Timers timers = perdure.namespace(shop).timers();
      timers.schedule(WorkflowId.of("o-1"), "charge", TIME);
      claimed = timers.claim(1, Duration.ofDays(1)).get(0).expiresAt().toString();
      timers.schedule(WorkflowId.of("o-1"), "\u001b[1mship", LATE);
      timers.schedule(WorkflowId.of("o-2"), "charge", TIME.plusNanos(1));
    }
    String all =
        """
        DUE                             WORKFLOW  TIMER          CLAIMED UNTIL
        2026-01-14T09:12:03.418275631Z  o-1       charge         CLAIMED
        2026-01-14T09:12:03.418275632Z  o-2       charge
        2200-01-01T00:00:00.000000000Z  o-1       \\u001b[1mship
        """;
    Cli.Answer answer = place.run("timers", "--namespace", shop);
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out().replaceAll("(?<=charge {9})20\\S+", "CLAIMED")).isEqualTo(all);
    assertThat(answer.out()).contains(claimed.substring(0, 19));
    assertThat(place.run("timers", "--namespace", shop, "--due").out().lines())
        .hasSize(3)
        .noneMatch(line -> line.contains("ship"));
    assertThat(place.run("timers", "--namespace", shop, "o-2", "--json").out())
        .isEqualTo(
            """
            {"timers":[
            {"due":"2026-01-14T09:12:03.418275632Z","workflow":"o-2","timer":"charge"}]}
            """);
    assertThat(place.run("timers", "--namespace", shop, "--json", "--limit", "1").out())
        .contains("\"claimedUntil\":\"" + claimed.substring(0, 19));
    assertThat(place.run("timers", "o-2", "--due").exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("io.perdure.cli.Place#all")
  @DisplayName(
      "Versions of packages are a line each, and so are routes, also to what is not stored")
  void packages(Place place) {
    String shop = "shop-" + System.nanoTime();
    try (Perdure perdure = place.open()) {
      Packages packages = perdure.namespace(shop).packages();
      Bytes archive = Bytes.utf8("12345");
      packages.put(new DeployedPackage("Order", "v1", TIME), archive, List.of("Return"));
      packages.put(new DeployedPackage("Order", "v2\u0007", TIME.plusNanos(1)), Bytes.empty());
      packages.pointRoute("Gift", "v1");
      packages.pointRoute("Stock", "v9");
    }
    assertThat(place.run("packages", "--namespace", shop).out())
        .isEqualTo(
            """
            DEPLOYED                        TYPE   HASH      BYTES  ROUTED
            2026-01-14T09:12:03.418275631Z  Order  v1            5  Gift, Return
            2026-01-14T09:12:03.418275632Z  Order  v2\\u0007      0  Order
            """);
    assertThat(place.run("packages", "--namespace", shop, "--routes").out())
        .isEqualTo(
            """
            TYPE    HASH      STORED AS
            Gift    v1        Order
            Order   v2\\u0007  Order
            Return  v1        Order
            Stock   v9
            """);
    assertThat(place.run("packages", "--namespace", shop, "--json", "--limit", "1").out())
        .isEqualTo(
            """
            {"packages":[
            {"deployed":"2026-01-14T09:12:03.418275631Z","type":"Order","hash":"v1","bytes":5,\
            "routed":"Gift, Return"}]}
            """);
    assertThat(place.run("packages", "--namespace", shop, "--routes", "--json").out())
        .contains("{\"type\":\"Stock\",\"hash\":\"v9\"}]}");
  }

  private static List<String> ids(Place place, String namespace, String... filter) {
    List<String> more = new ArrayList<>(List.of("--namespace", namespace));
    more.addAll(List.of(filter));
    return place
        .run("workflows", more.toArray(String[]::new))
        .out()
        .lines()
        .skip(1)
        .map(line -> line.substring(0, line.indexOf(' ')))
        .toList();
  }

  private static String filled(Place place) {
    String namespace = "shop-" + System.nanoTime();
    try (Perdure perdure = place.open()) {
      Store shop = perdure.namespace(namespace);
      WorkflowId first = WorkflowId.of("o-1");
      shop.history()
          .append(
              first,
              0,
              event("Placed", 0).mark(Mark.started("Order")),
              event("Gone", 0).mark(Mark.cancelled()),
              event("Placed again", 0).mark(Mark.started("Order")),
              event("Shipped", 0).mark(Mark.completed()));
      shop.history()
          .append(
              WorkflowId.of("o-2\u001b[2J"),
              0,
              event("Placed", 1).mark(Mark.started("Order")),
              event("Gone", 1).mark(Mark.failed("no\nstock")));
      shop.history()
          .append(
              WorkflowId.of("包裹-📦"),
              0,
              event("Sent", 2).mark(Mark.started("Parcel").parent(first)));
    }
    return namespace;
  }

  private static NewEvent event(String type, int nanos) {
    return NewEvent.of(type, Payload.empty(), TIME.plusNanos(nanos));
  }
}
