package io.perdure.it.performance;

import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.TransactionOptions;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Outcome;
import io.perdure.store.tasks.Settlement;
import io.perdure.store.tasks.TaskClaim;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.Tasks;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("K11")
@DisplayName("The statements that claim and settle tasks")
class TaskPlansTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int TASKS = 8000;
  private static final int HELD = 300;
  private static final int OTHERS = 50;
  private static final int QUEUES = 4;

  /** The driver prepares at the fifth, and the server takes its sixth plan for any values. */
  private static final int EXECUTIONS = 12;

  /** How the clock that bounds the range is written by a server up to 16, and by a newer one. */
  private static final Pattern BOUNDED = Pattern.compile("available_at <= (\\$|\\(InitPlan )");

  private static final Pattern BY_KEY = Pattern.compile("Index Cond: .*workflow = .*key = ");

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("are planned once for all values, though one queue has most of what is stored")
  void sixthExecution(Database database, Store store) throws Exception {
    fill(store.tasks());
    store.transact(tx -> hold(tx.tasks()));
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String table : List.of("task", "task_hold", "task_queue")) {
        statement.execute("analyze " + database.table(table));
      }
    }

    List<Prepared> prepared =
        after(
            store,
            tasks -> {
              take(tasks, TaskClaim.from("mail", 1, HOUR));
              take(tasks, TaskClaim.from("mail", 2, HOUR).node("n"));
            });

    List<Prepared> claims = prepared.stream().filter(Prepared::claims).toList();
    List<Prepared> settlements = prepared.stream().filter(one -> !one.claims()).toList();
    assertThat(claims).hasSize(2);
    assertThat(settlements).as("of one, and of many").hasSize(2);
    assertThat(prepared).allMatch(one -> one.generic() > 0, "planned for any values");
    assertThat(prepared).noneMatch(one -> one.plan().contains("Seq Scan on perdure_task "));
    assertThat(claims)
        .allMatch(one -> one.plan().contains("perdure_task_by_available"))
        .allMatch(one -> BOUNDED.matcher(one.plan()).find());
    assertThat(settlements)
        .allMatch(one -> one.plan().contains("perdure_task_key"))
        .noneMatch(one -> one.plan().contains("perdure_task_by_"), "none reads what is claimed");
  }

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("stop at the limit of a claim where many wait and nothing was ever held")
  void nothingHeld(Database database, Store store) throws Exception {
    fill(store.tasks());
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String table : List.of("task", "task_hold", "task_queue")) {
        statement.execute("vacuum (analyze) " + database.table(table));
      }
    }

    List<Prepared> prepared =
        after(store, tasks -> take(tasks, TaskClaim.from("mail", OTHERS, HOUR)));

    assertThat(prepared).filteredOn(Prepared::claims).hasSize(1);
    assertThat(prepared)
        .filteredOn(Prepared::claims)
        .allMatch(one -> one.plan().contains("Index Scan using perdure_task_by_available"))
        .noneMatch(one -> one.plan().contains("Sort Key: perdure_task.available_at"));
  }

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("find tasks by their keys while the server takes the table for a small one")
  void notCounted(Store store) throws Exception {
    enqueue(store.tasks(), EXECUTIONS * OTHERS);

    List<Prepared> prepared =
        after(store, tasks -> take(tasks, TaskClaim.from("mail", OTHERS / 2, HOUR)));

    assertThat(prepared).filteredOn(one -> !one.claims()).hasSize(1);
    assertThat(prepared)
        .filteredOn(one -> !one.claims())
        .allMatch(one -> BY_KEY.matcher(one.plan()).find());
  }

  /** What a session has prepared after it has done this many times. */
  private static List<Prepared> after(Store store, Consumer<Tasks> work) throws SQLException {
    return store.<List<Prepared>, SQLException>transact(
        TransactionOptions.defaults().withConnection(),
        tx -> {
          for (int i = 0; i < EXECUTIONS; i++) {
            work.accept(tx.tasks());
          }
          return prepared(tx.connection());
        });
  }

  /** Most in one queue, half of all ended, none claimed: what the server then takes for usual. */
  private static void fill(Tasks tasks) {
    enqueue(tasks, TASKS);
    take(tasks, TaskClaim.from("mail", TASKS / 2, HOUR));
  }

  private static void enqueue(Tasks tasks, int number) {
    List<NewTask> all = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      String queue = i % OTHERS == 0 ? "queue-" + i / OTHERS % QUEUES : "mail";
      all.add(NewTask.of(TaskKey.of(workflow("w" + i), "one"), queue, Payload.empty()));
    }
    tasks.enqueue(all);
  }

  private static int hold(Tasks tasks) {
    for (int i = 0; i < HELD; i++) {
      tasks.hold(workflow("held" + i));
    }
    return HELD;
  }

  private static void take(Tasks tasks, TaskClaim claim) {
    List<ClaimedTask> claimed = tasks.claim(claim);
    assertThat(claimed).hasSize(claim.limit());
    tasks.settle(claimed.stream().map(task -> new Settlement(task, Outcome.completed())).toList());
  }

  /** What this session has prepared that changes tasks, and how it would be run now. */
  private static List<Prepared> prepared(Connection connection) throws SQLException {
    List<Prepared> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select name, statement, generic_plans, pg_catalog.cardinality(parameter_types)
                from pg_catalog.pg_prepared_statements
                where statement like '%update %perdure_task set state%'
                """)) {
      while (row.next()) {
        found.add(
            new Prepared(
                row.getString(2),
                row.getLong(3),
                plan(connection, row.getString(1), row.getInt(4))));
      }
    }
    return found;
  }

  private static String plan(Connection connection, String name, int parameters)
      throws SQLException {
    String values = String.join(", ", Collections.nCopies(parameters, "null"));
    StringBuilder plan = new StringBuilder();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("explain execute \"" + name + "\"(" + values + ")")) {
      while (row.next()) {
        plan.append(row.getString(1)).append('\n');
      }
    }
    return plan.toString();
  }

  private record Prepared(String text, long generic, String plan) {
    boolean claims() {
      return text.contains("skip locked");
    }
  }
}
