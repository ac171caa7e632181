package io.perdure.it.postgres;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Asks the local Docker engine directly what Testcontainers would only find out after two minutes
 * of retries: whether it answers, and whether it has an image or can get it.
 */
final class DockerEngine {
  private static final String LOCAL = "unix:///var/run/docker.sock";

  private DockerEngine() {}

  /** Whether an engine answers; one that is not on a local socket is taken at its word. */
  static boolean answers() {
    return !isLocal() || status("GET", "/_ping") == 200;
  }

  /** Whether the engine has the image or gets it now. */
  static boolean has(String image) {
    return !isLocal()
        || status("GET", "/images/" + image + "/json") == 200
        || (status("POST", "/images/create?fromImage=" + image) == 200
            && status("GET", "/images/" + image + "/json") == 200);
  }

  private static boolean isLocal() {
    return host().startsWith("unix:");
  }

  private static String host() {
    String host = System.getenv("DOCKER_HOST");
    return host == null || host.isBlank() ? LOCAL : host;
  }

  /** The status of the answer, read to its end, or 0 if nobody answers. */
  private static int status(String method, String path) {
    Path socket = Path.of(host().substring("unix://".length()));
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      String request =
          "%s %s HTTP/1.0\r\nHost: docker\r\nContent-Length: 0\r\n\r\n".formatted(method, path);
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      String answer =
          new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }
}
