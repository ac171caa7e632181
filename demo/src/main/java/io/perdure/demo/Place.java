package io.perdure.demo;

import io.perdure.OpenOptions;
import io.perdure.Perdure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where the shop's store is. */
public sealed interface Place {
  /** The namespace of the orders: the one that the command line looks into unless told. */
  String NAMESPACE = "default";

  /** Begins to open it. */
  OpenOptions<?> door();

  /** How the command line names it. */
  String options();

  /** How another process is told; what is secret goes by {@link #environment}. */
  List<String> arguments();

  /** What another process needs in its environment. */
  Map<String, String> environment();

  /** The place that those arguments and that environment tell. */
  static Place of(List<String> arguments, Map<String, String> environment) {
    return arguments.size() == 1
        ? new Sqlite(Path.of(arguments.get(0)))
        : new Postgres(
            arguments.get(0),
            arguments.get(1),
            environment.getOrDefault("PERDURE_USER", ""),
            environment.getOrDefault("PERDURE_PASSWORD", ""));
  }

  /**
   * An SQLite file.
   *
   * @param file its path
   */
  record Sqlite(Path file) implements Place {
    @Override
    public OpenOptions<?> door() {
      return Perdure.sqlite(file);
    }

    @Override
    public String options() {
      return "--sqlite " + file;
    }

    @Override
    public List<String> arguments() {
      return List.of(file.toString());
    }

    @Override
    public Map<String, String> environment() {
      return Map.of();
    }
  }

  /**
   * A schema on a Postgres server.
   *
   * @param url of its database
   * @param schema its name
   * @param user who connects; empty if the URL or the server says
   * @param password of the user
   */
  record Postgres(String url, String schema, String user, String password) implements Place {
    @Override
    public OpenOptions<?> door() {
      var door = Perdure.postgres(url).schema(schema);
      return user.isEmpty() ? door : door.credentials(user, password);
    }

    @Override
    public String options() {
      return "--postgres '" + url + "' --schema " + schema;
    }

    @Override
    public List<String> arguments() {
      return List.of(url, schema);
    }

    @Override
    public Map<String, String> environment() {
      return Map.of("PERDURE_USER", user, "PERDURE_PASSWORD", password);
    }

    /** Without the password. */
    @Override
    public String toString() {
      return url + ", schema " + schema;
    }
  }
}
