package io.perdure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.Perdure;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LookingTest {
  private static final Instant TIME = Instant.parse("2026-01-14T09:12:03.418275631Z");

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
