package io.perdure.cli;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Opens a connection each time one is asked for: commands need no pool. */
final class Opener {
  private Opener() {}

  /** Opens a connection. */
  interface Opening {
    Connection open() throws SQLException;
  }

  /** A data source that does nothing else. */
  static DataSource dataSource(Opening opening) {
    return (DataSource)
        Proxy.newProxyInstance(
            Opener.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> {
              if (method.getName().equals("getConnection")) {
                return opening.open();
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
