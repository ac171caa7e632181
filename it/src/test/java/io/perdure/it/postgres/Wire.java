package io.perdure.it.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A way to a server over the loopback that counts round trips and can be cut. Thread-safe.
 *
 * <p>A round trip is what a client sends until it is answered, so sending twice before an answer is
 * one.
 */
final class Wire implements AutoCloseable {
  private final String host;
  private final int port;
  private final ServerSocket entry;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger roundTrips = new AtomicInteger();
  private volatile @Nullable Cut cut;

  /** When the client's message with that text comes: before it, or before its answer. */
  private record Cut(String text, boolean delivered) {}

  private Wire(String host, int port) throws IOException {
    this.host = host;
    this.port = port;
    this.entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /** A way to the server of that JDBC URL. */
  static Wire to(String jdbcUrl) throws IOException {
    String[] address = authority(jdbcUrl).split(":", 2);
    Wire wire = new Wire(address[0], address.length == 2 ? Integer.parseInt(address[1]) : 5432);
    daemon(wire::accept);
    return wire;
  }

  private static String authority(String jdbcUrl) {
    int start = jdbcUrl.indexOf("//") + 2;
    return jdbcUrl.substring(start, jdbcUrl.indexOf('/', start));
  }

  /** The same URL by this way. */
  String url(String jdbcUrl) {
    return jdbcUrl.replace(
        "//" + authority(jdbcUrl) + "/", "//127.0.0.1:" + entry.getLocalPort() + "/");
  }

  /** Round trips so far. */
  int roundTrips() {
    return roundTrips.get();
  }

  /** Cuts when the client sends that text, which the server never gets. */
  void cutBefore(String text) {
    cut = new Cut(text, false);
  }

  /** Cuts when the server answers that text, which the client never learns. */
  void cutAfter(String text) {
    cut = new Cut(text, true);
  }

  /** Cuts all connections now; later ones go through. */
  void cutAll() {
    sockets.forEach(Wire::closeQuietly);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = entry.accept();
        Socket server = new Socket(host, port);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(server);
        new Line(client, server).start();
      }
    } catch (IOException e) {
      cutAll();
    }
  }

  @Override
  public void close() throws IOException {
    entry.close();
    cutAll();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One connection. */
  private final class Line {
    private final Socket client;
    private final Socket server;
    private volatile boolean asked;
    private volatile boolean mute;

    Line(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void start() {
      daemon(() -> pump(client, server, true));
      daemon(() -> pump(server, client, false));
    }

    private void pump(Socket from, Socket to, boolean asking) {
      byte[] buffer = new byte[1 << 16];
      try (InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        int length = in.read(buffer);
        while (length > 0 && passes(buffer, length, asking)) {
          out.write(buffer, 0, length);
          length = in.read(buffer);
        }
      } catch (IOException e) {
        // Either end was closed; so is the other.
      } finally {
        closeQuietly(client);
        closeQuietly(server);
      }
    }

    private boolean passes(byte[] bytes, int length, boolean asking) {
      if (!asking) {
        asked = false;
        return !mute;
      }
      if (!asked) {
        asked = true;
        roundTrips.incrementAndGet();
      }
      Cut now = cut;
      if (now != null
          && new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains(now.text())) {
        cut = null;
        mute = now.delivered();
        return mute;
      }
      return true;
    }
  }
}
