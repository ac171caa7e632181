package io.perdure.conformance.kit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy between a store and its Postgres server that counts what the server answers: each
 * statement that it completed, and each time that it was ready for the next message, which ends a
 * round trip.
 */
public final class Wire implements AutoCloseable {
  private static final Pattern ADDRESS =
      Pattern.compile("jdbc:postgresql://([^:/]+)(?::(\\d+))?/(.*)");
  private static final int STANDARD_PORT = 5432;
  private static final int HEADER = 4;

  private final ServerSocket listening;
  private final Matcher address;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger statements = new AtomicInteger();
  private final AtomicInteger roundTrips = new AtomicInteger();

  private Wire(ServerSocket listening, Matcher address) {
    this.listening = listening;
    this.address = address;
  }

  /** A proxy to the server of that address. */
  public static Wire to(String url) throws IOException {
    Matcher address = ADDRESS.matcher(url);
    if (!address.matches()) {
      throw new IllegalArgumentException("not the address of a server: " + url);
    }
    Wire wire = new Wire(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), address);
    start("wire", wire::accept, wire.listening);
    return wire;
  }

  /** The address of the same database, through this proxy. */
  public String url() {
    String rest = address.group(3);
    return "jdbc:postgresql://127.0.0.1:%d/%s%ssslmode=disable"
        .formatted(listening.getLocalPort(), rest, rest.contains("?") ? "&" : "?");
  }

  /** What was counted. */
  public record Count(int statements, int roundTrips) {}

  /** What was counted since the last time. */
  public Count take() {
    return new Count(statements.getAndSet(0), roundTrips.getAndSet(0));
  }

  private void accept() throws IOException {
    String port = address.group(2);
    while (true) {
      Socket client = listening.accept();
      Socket server =
          new Socket(address.group(1), port == null ? STANDARD_PORT : Integer.parseInt(port));
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      sockets.addAll(List.of(client, server));
      start("out", () -> pass(client.getInputStream(), server.getOutputStream()), client, server);
      start("in", () -> count(server.getInputStream(), client.getOutputStream()), client, server);
    }
  }

  private static void pass(InputStream from, OutputStream to) throws IOException {
    from.transferTo(to);
  }

  private void count(InputStream from, OutputStream to) throws IOException {
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(from));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(to))) {
      for (int type = in.read(); type >= 0; type = in.read()) {
        int length = in.readInt();
        byte[] body = in.readNBytes(length - HEADER);
        if (type == 'C') {
          statements.incrementAndGet();
        } else if (type == 'Z') {
          roundTrips.incrementAndGet();
        }
        out.write(type);
        out.writeInt(length);
        out.write(body);
        if (in.available() == 0) {
          out.flush();
        }
      }
    }
  }

  /** Runs the loop on a thread of its own until one side ends, then closes what it used. */
  private static void start(String name, Loop loop, AutoCloseable... used) {
    Thread thread =
        new Thread(
            () -> {
              try {
                loop.run();
              } catch (IOException ended) {
                // As a connection ends that was cut.
              } finally {
                List.of(used).forEach(Wire::closeQuietly);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  @FunctionalInterface
  private interface Loop {
    void run() throws IOException;
  }

  /** Cuts every connection. */
  @Override
  public void close() {
    closeQuietly(listening);
    sockets.forEach(Wire::closeQuietly);
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception ended) {
      // It is closed all the same.
    }
  }
}
