package io.perdure.cli.doctor;

import io.perdure.schema.SchemaDifference;
import io.perdure.schema.SchemaStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Examines a store's database; changes nothing, and needs no right but to read. */
public final class Doctor {
  private final SchemaStatus status;
  private final List<SchemaDifference> differences;
  private final Limits limits;

  /** With what is known of the schema. */
  public Doctor(SchemaStatus status, List<SchemaDifference> differences, Limits limits) {
    this.status = status;
    this.differences = List.copyOf(differences);
    this.limits = limits;
  }

  /** What can be said of a database that does not exist. */
  public List<Finding> ofNothing() {
    return SchemaExam.findings(status, differences);
  }

  /** Looks at an SQLite file over a connection to it. */
  public List<Finding> ofSqlite(Connection connection, Path file, Instant now)
      throws SQLException, IOException {
    Query query = new Query(connection, "");
    List<Finding> findings = ofNothing();
    findings.addAll(new SqliteExam(query, file).findings());
    return withWaiting(findings, query, now);
  }

  /** Looks at a schema of a Postgres database. */
  public List<Finding> ofPostgres(Connection connection, String schema) throws SQLException {
    Query query = new Query(connection, '"' + schema + "\".");
    PostgresExam exam = new PostgresExam(query, schema, limits);
    List<Finding> findings = ofNothing();
    findings.addAll(exam.findings());
    findings.addAll(new RolesExam(query, schema).findings());
    return withWaiting(findings, query, exam.now());
  }

  private List<Finding> withWaiting(List<Finding> findings, Query query, Instant now)
      throws SQLException {
    List<Finding> all = new ArrayList<>(findings);
    if (status.canRead()) {
      all.addAll(WaitingExam.findings(query, now, limits.late()));
    }
    return all;
  }
}
