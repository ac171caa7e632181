package io.perdure.it.postgres;

import io.perdure.it.postgres.PostgresServer.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.TestcontainersConfiguration;

/** A server in a container, which Testcontainers removes when this process has ended. */
final class Containers {
  private static final String REAPER = "testcontainers/ryuk:0.12.0";
  private static final DockerImageName OFFICIAL = DockerImageName.parse("postgres");

  private Containers() {}

  /** The first image that is needed and cannot be had, if any. */
  static Optional<String> missing() {
    List<String> needed = new ArrayList<>(List.of(image()));
    if (!Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))) {
      needed.add(
          TestcontainersConfiguration.getInstance()
              .getEnvVarOrProperty("ryuk.container.image", REAPER));
    }
    return needed.stream().filter(image -> !DockerEngine.has(image)).findFirst();
  }

  static Address start() {
    if (!DockerEngine.answers()) {
      throw new IllegalStateException(
          "no Docker engine answers: start one, or use -D" + PostgresServer.KIND + "=embedded");
    }
    DockerImageName image = DockerImageName.parse(image());
    Optional<String> missing = missing();
    if (missing.isPresent()) {
      throw new IllegalStateException(
          "the Docker engine cannot get image %s: name another by -D%s, or use -D%s=embedded"
              .formatted(missing.get(), PostgresServer.IMAGE, PostgresServer.KIND));
    }
    try {
      return running(image);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "image %s does not start (%s): name another by -D%s, or use -D%s=embedded"
              .formatted(
                  image.asCanonicalNameString(),
                  Sources.reason(e),
                  PostgresServer.IMAGE,
                  PostgresServer.KIND));
    }
  }

  private static String image() {
    return System.getProperty(PostgresServer.IMAGE, "postgres:17");
  }

  @SuppressWarnings("resource") // it lives as long as this process
  private static Address running(DockerImageName image) {
    PostgreSQLContainer<?> container =
        new PostgreSQLContainer<>(image.asCompatibleSubstituteFor(OFFICIAL));
    container.withDatabaseName("postgres").withUsername("postgres");
    container.withCommand("postgres", "-c", "fsync=on", "-c", "max_connections=300");
    container.start();
    Runtime.getRuntime().addShutdownHook(new Thread(container::stop, "stop-postgres"));
    boolean official = image.getUnversionedPart().equals(OFFICIAL.getUnversionedPart());
    return new Address(
        "Testcontainers, %s %s"
            .formatted(official ? "image" : "stand-in image", image.asCanonicalNameString()),
        container.getHost() + ":" + container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
        container.getUsername(),
        container.getPassword());
  }
}
