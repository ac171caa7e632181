package io.perdure.schema;

import io.perdure.it.postgres.PostgresServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Makes databases on the server of the tests, and removes them after each test. */
final class PostgresPlaces implements AfterEachCallback {
  private final List<String> databases = new ArrayList<>();

  /** A new database whose default collation is not C. */
  Place create() throws SQLException {
    String database = PostgresServer.running().createDatabase("schema");
    databases.add(database);
    return new Place(PostgresServer.running().jdbcUrl(database));
  }

  /** The name of the last one. */
  String name() {
    return databases.get(databases.size() - 1);
  }

  @Override
  public void afterEach(ExtensionContext context) throws SQLException {
    for (String database : databases) {
      PostgresServer.running().dropDatabase(database);
    }
    databases.clear();
  }
}
