package io.perdure.conformance.kit;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A caller's data source, as the test wants it to behave: where connections come from, and what
 * closing one does.
 */
public final class Wrapped implements DataSource {
  private final Source source;
  private final Returned returned;

  /** Where connections come from. */
  @FunctionalInterface
  public interface Source {
    /** A connection. */
    Connection get() throws SQLException;
  }

  /** What closing a connection does. */
  @FunctionalInterface
  public interface Returned {
    /** The connection is given back. */
    void back(Connection connection) throws SQLException;
  }

  /** A data source of those connections. */
  public Wrapped(Source source, Returned returned) {
    this.source = source;
    this.returned = returned;
  }

  /** A data source that connects anew each time. */
  public static Wrapped connecting(String url) {
    return new Wrapped(() -> DriverManager.getConnection(url), Connection::close);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = source.get();
    return (Connection)
        Proxy.newProxyInstance(
            Wrapped.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                returned.back(connection);
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                Throwable cause = e.getCause();
                throw cause == null ? e : cause;
              }
            });
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("one user only");
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    throw new SQLFeatureNotSupportedException("no log writer");
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException("no log writer");
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException("no login timeout");
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("no logger");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("not a wrapper of " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
