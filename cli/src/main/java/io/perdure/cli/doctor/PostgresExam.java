package io.perdure.cli.doctor;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a Postgres server and the store's schema there are like, as far as the role may see. */
final class PostgresExam {
  private static final int OLDEST = 150_000;

  /** What a slot that nobody reads may keep of the log, and the log as a whole. */
  private static final long LARGE_LOG = 16L << 30;

  private static final int TABLES = 5;

  private final Query query;
  private final String schema;
  private final Limits limits;

  PostgresExam(Query query, String schema, Limits limits) {
    this.query = query;
    this.schema = schema;
    this.limits = limits;
  }

  Instant now() throws SQLException {
    return query.list("select clock_timestamp()", row -> row.getTimestamp(1).toInstant()).get(0);
  }

  List<Finding> findings() throws SQLException {
    List<Finding> findings = new ArrayList<>();
    int version = (int) query.number("select current_setting('server_version_num')::int");
    findings.add(
        Finding.check(
            "server",
            version >= OLDEST,
            query.text("select current_setting('server_version')"),
            "Postgres 15 or newer is needed"));
    String encoding = query.text("select current_setting('server_encoding')");
    findings.add(
        Finding.check("encoding", encoding.equals("UTF8"), encoding, "use a database in UTF-8"));
    setting(findings, "fsync", "a crash of the machine may damage the database");
    setting(findings, "full_page_writes", "a crash of the machine may damage the database");
    setting(findings, "synchronous_commit", "a crash of the server may lose what was answered");
    findings.add(rights());
    findings.addAll(sizes());
    findings.addAll(transactions());
    findings.addAll(log());
    return findings;
  }

  private void setting(List<Finding> findings, String name, String danger) throws SQLException {
    String value = query.text("select current_setting('" + name + "')");
    findings.add(
        Finding.check(
            name, !value.equals("off"), value, danger + ": turn it on (for this role, too)"));
  }

  /** What the role may do; nobody who uses a store needs more than its own part. */
  private Finding rights() throws SQLException {
    String tables =
        " from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = '"
            + schema
            + "' and c.relkind in ('r', 'p') and c.relname like 'perdure\\_%'";
    if (query.truth("select rolsuper from pg_roles where rolname = current_user")) {
      return Finding.note("rights", "superuser", "none is needed: perdure sql postgres --roles");
    }
    boolean migrates =
        query.truth("select coalesce(bool_and(pg_has_role(c.relowner, 'usage')), false)" + tables);
    boolean writes =
        query.truth(
            "select coalesce(bool_and(has_table_privilege(c.oid, 'insert')"
                + " and has_table_privilege(c.oid, 'update')"
                + " and has_table_privilege(c.oid, 'delete')), false)"
                + tables
                + " and c.relname not in ('perdure_schema', 'perdure_store')"
                + " and c.relname not like 'perdure\\_changelog%'");
    return Finding.fine(
        "rights", migrates ? "read, write, migrate" : writes ? "read, write" : "read");
  }

  private record Table(String name, long bytes) {}

  private List<Finding> sizes() throws SQLException {
    List<Table> tables =
        query.list(
            "select c.relname, pg_total_relation_size(c.oid) from pg_class c"
                + " join pg_namespace n on n.oid = c.relnamespace"
                + " where n.nspname = '"
                + schema
                + "' and c.relkind in ('r', 'p') order by 2 desc, 1",
            row -> new Table(row.getString(1), row.getLong(2)));
    List<Finding> findings = new ArrayList<>();
    long all = tables.stream().mapToLong(Table::bytes).sum();
    findings.add(Finding.fine("size", Query.size(all) + " with indexes"));
    for (Table table : tables.subList(0, Math.min(TABLES, tables.size()))) {
      findings.add(Finding.fine("size of " + table.name(), Query.size(table.bytes())));
    }
    return findings;
  }

  private record Old(String who, Duration age) {}

  /** Sessions of others show neither age nor state to a role that may not see them. */
  private List<Finding> transactions() throws SQLException {
    List<Finding> findings = new ArrayList<>();
    List<Old> old =
        query.list(
            "select 'process ' || pid || ' of ' || coalesce(usename, '?') || ', ' || coalesce(state, '?'),"
                + " extract(epoch from clock_timestamp() - xact_start)::bigint from pg_stat_activity"
                + " where datname = current_database() and pid <> pg_backend_pid()"
                + " and xact_start < clock_timestamp() - make_interval(secs => "
                + limits.longest().toSeconds()
                + ") union all select 'prepared as ' || gid,"
                + " extract(epoch from clock_timestamp() - prepared)::bigint from pg_prepared_xacts"
                + " where database = current_database() and prepared < clock_timestamp()"
                + " - make_interval(secs => "
                + limits.longest().toSeconds()
                + ") order by 2 desc",
            row -> new Old(row.getString(1), Duration.ofSeconds(row.getLong(2))));
    for (Old each : old) {
      findings.add(
          Finding.problem(
              "transaction",
              each.who() + ", for " + Query.duration(each.age()),
              "it keeps dead rows from being cleared up, and locks from migrations: end it"));
    }
    if (!query.truth("select pg_has_role('pg_read_all_stats', 'usage')")) {
      findings.add(
          Finding.note(
              "transactions",
              "only those of this role are seen",
              "grant pg_read_all_stats to see all"));
    } else if (old.isEmpty()) {
      findings.add(
          Finding.fine("transactions", "none is older than " + Query.duration(limits.longest())));
    }
    return findings;
  }

  private record Slot(String name, boolean active, long bytes) {}

  private List<Finding> log() throws SQLException {
    List<Finding> findings = new ArrayList<>();
    if (query.truth("select has_function_privilege('pg_ls_waldir()', 'execute')")) {
      long bytes = query.number("select coalesce(sum(size), 0)::bigint from pg_ls_waldir()");
      findings.add(
          Finding.check(
              "log",
              bytes <= LARGE_LOG,
              Query.size(bytes),
              "a slot, a failing archive_command or max_wal_size keeps it"));
    } else {
      findings.add(Finding.note("log", "not seen", "grant pg_monitor to see its size"));
    }
    List<Slot> slots =
        query.list(
            "select slot_name, active, pg_wal_lsn_diff(case when pg_is_in_recovery()"
                + " then pg_last_wal_receive_lsn() else pg_current_wal_lsn() end, restart_lsn)::bigint"
                + " from pg_replication_slots where restart_lsn is not null order by 3 desc, 1",
            row -> new Slot(row.getString(1), row.getBoolean(2), row.getLong(3)));
    for (Slot slot : slots) {
      findings.add(
          Finding.check(
              "slot " + slot.name(),
              slot.active() || slot.bytes() <= LARGE_LOG,
              (slot.active() ? "keeps " : "nobody reads it; keeps ") + Query.size(slot.bytes()),
              "drop it, or start who reads it"));
    }
    return findings;
  }
}
