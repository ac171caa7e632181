package io.perdure.it.backends;

import io.perdure.it.postgres.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Objects;

/**
 * A Postgres database whose settings and search path are as unhelpful as an administrator can make
 * them.
 */
public final class HostilePostgresBackend extends PostgresBackend {
  private static final Object TEMPLATE = new Object();
  private static String template = "";

  @Override
  public String id() {
    return "postgres-hostile";
  }

  @Override
  public String title() {
    return "Postgres, hostile session";
  }

  @Override
  String fresh(PostgresServer server) throws SQLException {
    synchronized (TEMPLATE) {
      if (template.isEmpty()) {
        String name = server.createDatabase("hostile_template");
        server.execute(name, script("hostile-template.sql"));
        template = name;
      }
    }
    String name = server.copyDatabase("hostile", template);
    server.execute(name, script("hostile-settings.sql"));
    return name;
  }

  private static String script(String name) {
    try (InputStream sql = HostilePostgresBackend.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
