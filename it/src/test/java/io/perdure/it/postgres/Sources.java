package io.perdure.it.postgres;

import io.perdure.embedded.EmbeddedPostgres;
import io.perdure.it.postgres.PostgresServer.Address;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where the server of the tests can come from, best first. */
final class Sources {
  private Sources() {}

  static Address first() {
    String kind = System.getProperty(PostgresServer.KIND, "");
    return switch (kind) {
      case "url" -> url();
      case "testcontainers" -> Containers.start();
      case "embedded" -> embedded("embedded");
      case "" -> any();
      default ->
          throw new IllegalStateException(
              "-D" + PostgresServer.KIND + "=" + kind + " is not url, testcontainers or embedded");
    };
  }

  private static Address any() {
    if (!System.getProperty(PostgresServer.URL, "").isBlank()) {
      return url();
    }
    if (!DockerEngine.answers()) {
      return embedded("embedded");
    }
    return Containers.missing()
        .map(image -> embedded("embedded (the Docker engine cannot get " + image + ")"))
        .orElseGet(Containers::start);
  }

  private static Address embedded(String what) {
    try {
      EmbeddedPostgres server = EmbeddedPostgres.start(); // it lives as long as this process
      return new Address(
          what + ", " + server.title(), server.address(), EmbeddedPostgres.USER, server.password());
    } catch (IOException e) {
      throw new IllegalStateException(
          "the embedded Postgres does not start (%s): give a server by -D%s=jdbc:postgresql://…"
              .formatted(e.getMessage(), PostgresServer.URL),
          e);
    }
  }

  private static Address url() {
    String url = System.getProperty(PostgresServer.URL, "");
    if (!url.startsWith("jdbc:postgresql://")) {
      throw new IllegalStateException(
          "give a server by -D"
              + PostgresServer.URL
              + "=jdbc:postgresql://host:port/postgres?user=…&password=…");
    }
    URI uri = URI.create(url.substring("jdbc:".length()));
    Map<String, String> query =
        Arrays.stream(String.valueOf(uri.getRawQuery()).split("&"))
            .map(pair -> pair.split("=", 2))
            .filter(pair -> pair.length == 2)
            .collect(Collectors.toMap(pair -> pair[0], pair -> decoded(pair[1])));
    return new Address(
        "given by URL, " + uri.getAuthority(),
        uri.getAuthority(),
        query.getOrDefault("user", "postgres"),
        query.getOrDefault("password", ""));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** The deepest cause in one line. */
  static String reason(Throwable thrown) {
    Throwable deepest = thrown;
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      deepest = cause;
    }
    return String.valueOf(deepest.getMessage()).lines().findFirst().orElse(deepest.toString());
  }
}
