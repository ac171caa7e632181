package io.perdure.conformance.general;

import static io.perdure.conformance.general.Loot.HOUR;
import static io.perdure.conformance.general.Loot.W1;
import static io.perdure.conformance.general.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.conformance.general.Attacks.Attack;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.LeaseLostException;
import io.perdure.store.NotFoundException;
import io.perdure.store.RoomsReader;
import io.perdure.store.Store;
import io.perdure.store.Token;
import io.perdure.store.Transaction;
import io.perdure.store.documents.Documents;
import io.perdure.store.history.Append;
import io.perdure.store.history.History;
import io.perdure.store.leases.Leases;
import io.perdure.store.maintenance.Maintenance;
import io.perdure.store.outputs.Outputs;
import io.perdure.store.packages.DeployedPackage;
import io.perdure.store.packages.Packages;
import io.perdure.store.tasks.Outcome;
import io.perdure.store.tasks.Settled;
import io.perdure.store.tasks.Settlement;
import io.perdure.store.tasks.Tasks;
import io.perdure.store.timers.Fired;
import io.perdure.store.timers.Timers;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("G11")
@DisplayName("Whoever has the ids, keys and tokens of another namespace")
public abstract class NamespaceAttackSuite {
  private static final String ATTACKED = "caf\u00e9-shop";

  /** Names that something could take for {@link #ATTACKED}, or for a pattern that it matches. */
  private static final List<String> ATTACKERS =
      List.of(
          "caf\u00e9-sho",
          "caf\u00e9-shopp",
          "cafe\u0301-shop",
          "CAF\u00c9-SHOP",
          "Caf\u00e9-shop",
          "cafe-shop",
          "caf\u00e9-shop ",
          " caf\u00e9-shop",
          "caf\u00e9-shop\t",
          "caf\u00e9-shop\u200b",
          "caf\u00e9\u00ad-shop",
          "\ufeffcaf\u00e9-shop",
          "caf\u00e9\uff0dshop",
          "caf\u00e9_shop",
          "caf\u00e9%",
          "%");

  private static final List<Class<?>> ROOMS =
      List.of(
          History.class,
          Timers.class,
          Tasks.class,
          Packages.class,
          Outputs.class,
          Leases.class,
          Documents.class,
          Maintenance.class);

  @Test
  @DisplayName("sees and changes nothing there, by any method, however alike the names are")
  void attacked(Database database, Perdure perdure) throws Exception {
    Loot loot = Loot.in(perdure.namespace(ATTACKED), Loot.TIMER_CLAIM, Loot.TASK_CLAIM);
    Attacks attacks = new Attacks();
    List<String> before = Rows.of(database, ATTACKED);
    assertThat(before).hasSizeGreaterThan(40);

    for (String name : ATTACKERS) {
      Store theirs = perdure.namespace(name);
      run(attacks.looking(), theirs, loot);
    }
    assertThat(Rows.of(database, ATTACKED)).isEqualTo(before);
    for (String name : ATTACKERS) {
      assertThat(Rows.of(database, name)).as("rows of '%s'", name).isEmpty();
    }

    for (String name : ATTACKERS.subList(0, 3)) {
      run(attacks.making(), perdure.namespace(name), loot);
    }
    assertThat(Rows.of(database, ATTACKED)).isEqualTo(before);
  }

  private static void run(Map<String, Attack> attacks, Store theirs, Loot loot) throws Exception {
    for (Map.Entry<String, Attack> attack : attacks.entrySet()) {
      try {
        attack.getValue().on(theirs, loot);
      } catch (Exception e) {
        throw new AssertionError(attack.getKey() + " in '" + theirs.namespace() + "'", e);
      }
    }
  }

  @Test
  @DisplayName("can do nothing by them with things of the same names that are its own")
  void twins(Database database, Perdure perdure) throws Exception {
    Loot loot = Loot.in(perdure.namespace(ATTACKED), Loot.TIMER_CLAIM, Loot.TASK_CLAIM);
    Store twin = perdure.namespace(ATTACKED + " ");
    Loot own = Loot.in(twin, Token.random(), Token.random());
    List<String> before = Rows.of(database, ATTACKED);
    List<String> beforeOfTwin = Rows.of(database, twin.namespace());

    assertThat(twin.timers().fired(List.of(loot.timer()))).containsExactly(Fired.LOST);
    assertThat(twin.timers().claim(Loot.TIMER_CLAIM, 1, HOUR))
        .allSatisfy(claimed -> assertThat(claimed.timer()).isNotEqualTo(loot.timer().timer()));
    Settlement done = new Settlement(loot.task(), Outcome.completed());
    assertThat(twin.tasks().settle(List.of(done))).containsExactly(Settled.LOST);
    assertThat(twin.tasks().heartbeat(List.of(loot.task()), HOUR).get(0)).isEmpty();
    assertThatThrownBy(() -> twin.leases().renew(loot.lease(), HOUR))
        .isInstanceOf(LeaseLostException.class);
    twin.leases().release(loot.lease());
    Append fenced = Append.to(W1).at(2).events(event("x")).fencedBy(loot.lease());
    assertThatThrownBy(() -> twin.history().append(fenced)).isInstanceOf(LeaseLostException.class);
    DeployedPackage stolen = new DeployedPackage("stolen", "hash", Samples.AT);
    assertThatThrownBy(() -> twin.packages().put(stolen, loot.staged()))
        .isInstanceOf(NotFoundException.class);
    assertThat(twin.outputs().find(loot.output())).isEmpty();

    assertThat(Rows.of(database, ATTACKED)).isEqualTo(before);
    assertThat(own.store().leases().find(Loot.RESOURCE).held()).contains(own.held());
    assertThat(Rows.of(database, twin.namespace())).hasSameSizeAs(beforeOfTwin);
  }

  @Test
  @Clause("X5")
  @DisplayName("sees and changes nothing there in a transaction that it joins, either")
  void joined(Database database, Perdure perdure) throws Exception {
    Loot loot = Loot.in(perdure.namespace(ATTACKED), Loot.TIMER_CLAIM, Loot.TASK_CLAIM);
    List<String> before = Rows.of(database, ATTACKED);

    try (Connection connection = perdure.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      Transaction tx = perdure.namespace(ATTACKED + " ").join(connection);
      assertThat(tx.history().find(W1)).isEmpty();
      assertThat(tx.timers().fired(List.of(loot.timer()))).containsExactly(Fired.LOST);
      assertThat(tx.tasks().cancelAll(W1)).isEmpty();
      assertThat(tx.maintenance().delete(W1).workflows()).isZero();
      connection.commit();
    }

    assertThat(Rows.of(database, ATTACKED)).isEqualTo(before);
  }

  @Test
  @DisplayName("is tried out with every method of a store and its rooms")
  void everyMethod() {
    Attacks attacks = new Attacks();
    Set<String> methods = new TreeSet<>();
    ROOMS.forEach(room -> names(room).forEach(methods::add));
    Set<String> rooms =
        Stream.of(RoomsReader.class.getMethods()).map(Method::getName).collect(Collectors.toSet());
    names(Store.class)
        .filter(name -> !rooms.contains(name.replaceAll("^Store\\.|\\(.*", "")))
        .filter(name -> !name.equals("Store.join(Connection)"))
        .forEach(methods::add);

    Set<String> tried =
        Stream.concat(attacks.looking().keySet().stream(), attacks.making().keySet().stream())
            .map(name -> name.replaceAll("\\),.*", ")"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(tried).isEqualTo(methods);
  }

  private static Stream<String> names(Class<?> type) {
    return Stream.of(type.getMethods())
        .filter(method -> !method.isBridge())
        .map(
            method ->
                type.getSimpleName()
                    + "."
                    + method.getName()
                    + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")")));
  }
}
