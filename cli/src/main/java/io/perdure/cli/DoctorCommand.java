package io.perdure.cli;

import static io.perdure.cli.Column.text;

import io.perdure.cli.doctor.Doctor;
import io.perdure.cli.doctor.Finding;
import io.perdure.cli.doctor.Limits;
import io.perdure.schema.SchemaStatus;
import io.perdure.schema.StoreSchema;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at a database as a whole; changes nothing. */
@Command(
    name = "doctor",
    description = {
      "Looks for what endangers a store: pending changes and differences of the schema, settings that lose",
      "what was answered, a network file system, large logs, long transactions, and timers and tasks that",
      "are due and that nobody claims. Prints a line for each thing, and exits with 1 if one is a problem.",
      "Changes nothing; a role that may only read is enough, though it does not see the sessions of others."
    })
final class DoctorCommand implements Callable<Integer> {
  private static final List<Column<Finding>> COLUMNS =
      List.of(
          text("CHECK", Finding::check),
          text("STATE", finding -> Words.word(finding.state())),
          text("FOUND", Finding::found),
          Column.optionalText(
              "ADVICE", finding -> Optional.of(finding.advice()).filter(text -> !text.isEmpty())));

  private final Console console;

  @Mixin private final SchemaOptions options;

  @Option(
      names = "--late",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "How long a timer or task may be due without being claimed; 5m unless given.")
  private Duration late = Duration.ofMinutes(5);

  @Option(
      names = "--long",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "How long a transaction may last, on Postgres; 5m unless given.")
  private Duration longest = Duration.ofMinutes(5);

  DoctorCommand(Console console) {
    this.console = console;
    this.options = new SchemaOptions(console);
  }

  @Override
  public Integer call() throws IOException, SQLException {
    List<Finding> findings = examine(options.target());
    if (options.json()) {
      new JsonArray<>("checks", COLUMNS).print(findings.iterator(), console.out());
    } else {
      new Table<>(COLUMNS).print(findings.iterator(), console.out());
    }
    return findings.stream().anyMatch(finding -> finding.state() == Finding.State.PROBLEM)
        ? ExitCode.FAILED
        : ExitCode.DONE;
  }

  private List<Finding> examine(Target target) throws IOException, SQLException {
    Optional<StoreSchema> schema = options.toLookAt(target);
    SchemaStatus status = SchemaOptions.status(schema);
    Doctor doctor =
        new Doctor(status, SchemaOptions.differences(schema, status), new Limits(late, longest));
    if (schema.isEmpty()) {
      return doctor.ofNothing();
    }
    try (Connection connection = target.look()) {
      if (target instanceof Target.Sqlite sqlite) {
        return doctor.ofSqlite(connection, sqlite.file(), Instant.now());
      }
      Target.Postgres postgres = (Target.Postgres) target;
      return doctor.ofPostgres(connection, postgres.schema().orElse("perdure"));
    }
  }
}
