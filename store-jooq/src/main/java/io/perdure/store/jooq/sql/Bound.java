package io.perdure.store.jooq.sql;

import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A compiled statement that is being given its values and then run, once. Errors are recorded in
 * the session and thrown as {@link io.perdure.store.StoreException}.
 */
public final class Bound {
  private final Session session;
  private final RenderedSql sql;
  private final PreparedStatement statement;

  Bound(Session session, RenderedSql sql, PreparedStatement statement) {
    this.session = session;
    this.sql = sql;
    this.statement = statement;
  }

  public Bound set(String parameter, @Nullable String value) {
    return each(parameter, position -> statement.setString(position, value));
  }

  public Bound set(String parameter, long value) {
    return each(parameter, position -> statement.setLong(position, value));
  }

  public Bound set(String parameter, @Nullable Long value) {
    return value == null
        ? each(parameter, position -> statement.setNull(position, Types.BIGINT))
        : set(parameter, value.longValue());
  }

  public Bound set(String parameter, byte @Nullable [] value) {
    return each(parameter, position -> statement.setBytes(position, value));
  }

  /** Sets what the dialect's clock expression wants. */
  public Bound clock() {
    return set(Session.CLOCK, session.clock());
  }

  /** Binds an array of the database's element type; for databases that have arrays. */
  public Bound set(String parameter, String elementType, @Nullable Object[] values) {
    return each(
        parameter,
        position ->
            statement.setArray(
                position, statement.getConnection().createArrayOf(elementType, values)));
  }

  /** Runs a statement that changes rows, and answers how many. */
  public int update() {
    try {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw session.failed(e);
    } finally {
      session.release(statement);
    }
  }

  /** Runs a query, and answers its first row. */
  public <T> Optional<T> first(RowReader<T> reader) {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
    } catch (SQLException e) {
      throw session.failed(e);
    } finally {
      session.release(statement);
    }
  }

  /** Runs a query, and answers all its rows. */
  public <T> List<T> list(RowReader<T> reader) {
    return list(reader, () -> false);
  }

  /** Runs a query, and answers its rows until there are enough. */
  public <T> List<T> list(RowReader<T> reader, BooleanSupplier enough) {
    try {
      return read(reader, enough);
    } finally {
      session.release(statement);
    }
  }

  /**
   * Runs a query and keeps it, as {@link #updateAndKeep} keeps a statement, and answers all its
   * rows.
   */
  public <T> List<T> listAndKeep(RowReader<T> reader) {
    try {
      return read(reader, () -> false);
    } catch (RuntimeException e) {
      session.release(statement);
      throw e;
    }
  }

  private <T> List<T> read(RowReader<T> reader, BooleanSupplier enough) {
    try (ResultSet rows = statement.executeQuery()) {
      List<T> all = new ArrayList<>();
      while (!enough.getAsBoolean() && rows.next()) {
        all.add(reader.read(rows));
      }
      return all;
    } catch (SQLException e) {
      throw session.failed(e);
    }
  }

  /**
   * Runs a statement that changes rows and keeps it, so that the next row's values can be set;
   * {@link #end()} gives it back.
   *
   * @return how many
   */
  public int updateAndKeep() {
    try {
      return statement.executeUpdate();
    } catch (SQLException e) {
      session.release(statement);
      throw session.failed(e);
    }
  }

  /**
   * Runs a statement that changes rows so many times, as one batch.
   *
   * @param values sets the values of a row, by its place from 0
   */
  public void updateEach(int rows, ObjIntConsumer<Bound> values) {
    try {
      for (int row = 0; row < rows; row++) {
        values.accept(this, row);
        statement.addBatch();
      }
      statement.executeBatch();
    } catch (BatchUpdateException e) {
      throw session.failed(e.getCause() instanceof SQLException cause ? cause : e);
    } catch (SQLException e) {
      throw session.failed(e);
    } finally {
      forgetBatch();
      session.release(statement);
    }
  }

  /** Not all rows of a batch that could not be run may be there when the statement is run again. */
  private void forgetBatch() {
    try {
      statement.clearBatch();
    } catch (SQLException e) {
      session.failed(e);
    }
  }

  /** Gives a kept statement back. */
  public void end() {
    session.release(statement);
  }

  private Bound each(String parameter, Setter setter) {
    try {
      for (int position : sql.positions(parameter)) {
        setter.set(position);
      }
      return this;
    } catch (SQLException e) {
      session.release(statement);
      throw session.failed(e);
    }
  }

  @FunctionalInterface
  private interface Setter {
    void set(int position) throws SQLException;
  }
}
