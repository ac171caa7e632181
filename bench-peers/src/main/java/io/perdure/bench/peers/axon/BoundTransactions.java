package io.perdure.bench.peers.axon;

import io.perdure.bench.peers.PeerException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.jspecify.annotations.Nullable;

/** Transactions of JDBC, each bound to its thread, and the connection of the one that is open. */
final class BoundTransactions implements TransactionManager, ConnectionProvider {
  private final DataSource pool;

  @SuppressWarnings("ThreadLocalUsage") // Of one pool, and gone with it.
  private final ThreadLocal<@Nullable Connection> bound = new ThreadLocal<>();

  BoundTransactions(DataSource pool) {
    this.pool = pool;
  }

  @Override
  public Transaction startTransaction() {
    try {
      Connection connection = pool.getConnection();
      connection.setAutoCommit(false);
      bound.set(connection);
      return new Bound(connection);
    } catch (SQLException e) {
      throw new PeerException(e);
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = bound.get();
    return connection == null ? pool.getConnection() : staysOpen(connection);
  }

  private static Connection staysOpen(Connection connection) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("close")) {
            return null;
          }
          try {
            return method.invoke(connection, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
          }
        };
    return (Connection)
        Proxy.newProxyInstance(
            BoundTransactions.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
  }

  private final class Bound implements Transaction {
    private final Connection connection;

    Bound(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void commit() {
      end(Connection::commit);
    }

    @Override
    public void rollback() {
      end(Connection::rollback);
    }

    private void end(Ending ending) {
      bound.remove();
      try (connection) {
        ending.end(connection);
        connection.setAutoCommit(true);
      } catch (SQLException e) {
        throw new PeerException(e);
      }
    }
  }

  private interface Ending {
    void end(Connection connection) throws SQLException;
  }
}
