package io.perdure.conformance.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.kit.Beside;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One cell of each column of the tables, written over without a constraint in the way. */
final class Cells {
  /**
   * What says nothing to a reader: it is for the order of commits, or told by what it points at.
   */
  private static final Set<String> UNREAD =
      Set.of("perdure_schema", "perdure_store", "perdure_changelog", "perdure_changelog_lock");

  private final Beside beside;

  private Cells(Beside beside) {
    this.beside = beside;
  }

  /** A cell, and the row that it is in. */
  record Place(
      String table, String column, Presence presence, Map<String, Object> key, Object value) {
    /** Table and column. */
    String name() {
      return table + "." + column;
    }
  }

  /** Whether a column may have no value. */
  enum Presence {
    /** It may. */
    OPTIONAL,
    /** The schema says that it may not. */
    REQUIRED,
    /**
     * It may not, and the database takes no row without it: it is part of the primary key. Postgres
     * takes none in any table; SQLite none where the rows stand in that key, and one where they
     * stand by their number and the key is beside them.
     */
    KEY
  }

  /** Those of that database, from which all constraints but its keys are taken. */
  static Cells of(Beside beside) {
    return new Cells(beside);
  }

  /** Every cell that has a value, but of the namespace and of the order of commits. */
  List<Place> places() throws SQLException {
    List<Place> places = new ArrayList<>();
    for (String table : Rows.tables(beside)) {
      if (UNREAD.contains(table)) {
        continue;
      }
      Set<String> key = key(table);
      Set<String> never = beside.isServer() || !numbered(table) ? key : Set.of();
      Set<String> required = required(table);
      for (List<Rows.Cell> row : Rows.cells(beside, table, "")) {
        Map<String, Object> where = new LinkedHashMap<>();
        row.stream()
            .filter(cell -> key.contains(cell.column()))
            .forEach(cell -> where.put(cell.column(), cell.value()));
        row.stream()
            .filter(cell -> !cell.column().equals("ns") && !cell.column().equals("pos"))
            .forEach(cell -> places.add(place(cell, never, required, where)));
      }
    }
    return places;
  }

  private static Place place(
      Rows.Cell cell, Set<String> never, Set<String> required, Map<String, Object> where) {
    Presence presence =
        never.contains(cell.column())
            ? Presence.KEY
            : required.contains(cell.column()) ? Presence.REQUIRED : Presence.OPTIONAL;
    return new Place(cell.table(), cell.column(), presence, where, cell.value());
  }

  private Set<String> key(String table) throws SQLException {
    Set<String> key = new TreeSet<>();
    try (ResultSet columns = catalog().getPrimaryKeys(null, schema(), table)) {
      while (columns.next()) {
        key.add(columns.getString("COLUMN_NAME"));
      }
    }
    assertThat(key).as("key of %s", table).isNotEmpty();
    return key;
  }

  /** Whether an SQLite table has its rows by their number. */
  private boolean numbered(String table) throws SQLException {
    return beside.number(
            "select count(*) from pragma_table_list where wr = 0 and name = '" + table + "'")
        == 1;
  }

  private Set<String> required(String table) throws SQLException {
    Set<String> required = new TreeSet<>();
    try (ResultSet columns = catalog().getColumns(null, schema(), table, null)) {
      while (columns.next()) {
        if (columns.getInt("NULLABLE") == DatabaseMetaData.columnNoNulls) {
          required.add(columns.getString("COLUMN_NAME"));
        }
      }
    }
    return required;
  }

  private DatabaseMetaData catalog() throws SQLException {
    return beside.connection().getMetaData();
  }

  private @Nullable String schema() throws SQLException {
    return beside.isServer() ? "perdure" : null;
  }

  /**
   * Takes the constraints away that stand between a faulty hand and its deed. The connections of
   * the store itself to an SQLite file go on believing in them, as they do when a disk is faulty.
   */
  void lift(List<Place> places) throws SQLException {
    if (!beside.isServer()) {
      beside.execute("pragma ignore_check_constraints = on");
      beside.execute("pragma writable_schema = on");
      beside.execute(
          "update sqlite_schema"
              + " set sql = replace(replace(sql, ' not null', ''), ') strict', ')')"
              + " where type = 'table' and name like 'perdure%'");
      beside.execute("pragma writable_schema = reset");
      return;
    }
    for (String drop :
        beside.texts(
            "select format('alter table perdure.%I drop constraint %I', r.relname, c.conname)"
                + " from pg_constraint c join pg_class r on r.oid = c.conrelid"
                + " where c.contype = 'c' and r.relnamespace = 'perdure'::regnamespace")) {
      beside.execute(drop);
    }
    for (Place place : places) {
      if (place.presence() == Presence.REQUIRED) {
        beside.execute(
            "alter table perdure.%s alter %s drop not null"
                .formatted(place.table(), place.column()));
      }
    }
  }

  /** Writes something else; answers whether the database took it: a key may be another row's. */
  boolean write(Place place, @Nullable Object bad) {
    try {
      return update(place, bad, place.key()) == 1;
    } catch (SQLException kept) {
      return false;
    }
  }

  /** Writes what was there before that. */
  void restore(Place place, @Nullable Object bad) throws SQLException {
    Map<String, @Nullable Object> key = new LinkedHashMap<>(place.key());
    key.replace(place.column(), bad);
    assertThat(update(place, place.value(), key)).as("restored %s", place).isEqualTo(1);
  }

  private int update(
      Place place, @Nullable Object value, Map<String, ? extends @Nullable Object> key)
      throws SQLException {
    String where =
        key.entrySet().stream()
            .map(part -> part.getKey() + (part.getValue() == null ? " is null" : " = ?"))
            .collect(Collectors.joining(" and "));
    String sql = "update %s set %s = ? where %s";
    try (PreparedStatement statement =
        beside
            .connection()
            .prepareStatement(sql.formatted(beside.name(place.table()), place.column(), where))) {
      if (value == null) {
        statement.setNull(1, type(place.value()));
      } else {
        statement.setObject(1, value);
      }
      int at = 2;
      for (Object part : key.values()) {
        if (part != null) {
          statement.setObject(at++, part);
        }
      }
      return statement.executeUpdate();
    }
  }

  private static int type(Object value) {
    if (value instanceof byte[]) {
      return Types.BINARY;
    }
    return value instanceof Number ? Types.BIGINT : Types.VARCHAR;
  }
}
