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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A proxy between a store and its Postgres server that counts what the server answers: each
 * statement that it completed, and each time that it was ready for the next message, which ends a
 * round trip. It can be cut.
 */
public final class Wire implements AutoCloseable {
  private static final Pattern ADDRESS =
      Pattern.compile("jdbc:postgresql://([^:/]+)(?::(\\d+))?/(.*)");
  private static final int STANDARD_PORT = 5432;
  private static final int HEADER = 4;
  private static final int BUFFER = 1 << 16;

  /** The statement alone, as the protocol bounds it, for a cut: a word of others, too. */
  public static final String COMMIT = "\0commit\0";

  /** What a server sends before it reports success to who waited for a standby in vain. */
  private static final String WARNING =
      "SWARNUNG\0VWARNING\0C01000\0Mcanceling wait for synchronous replication\0RSyncRepWaitForLSN\0\0";

  private final ServerSocket listening;
  private final Matcher address;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger statements = new AtomicInteger();
  private final AtomicInteger roundTrips = new AtomicInteger();
  private final AtomicReference<@Nullable Cut> cut = new AtomicReference<>();

  /** At the message with that text, at that moment. */
  private record Cut(String text, Moment moment) {}

  /** When a connection is cut. */
  public enum Moment {
    /** The server never gets the message. */
    BEFORE,
    /** The server has the message and may still be at it; what it answers is lost. */
    DURING,
    /** The server has answered, and the store never learns it. */
    AFTER,
    /** Nothing is cut: the server answers with a warning that no standby has confirmed it. */
    UNCONFIRMED
  }

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

  /** Cuts the connection on which the store sends that text next; the server never gets it. */
  public void cutBefore(String text) {
    cut(text, Moment.BEFORE);
  }

  /** Cuts the connection on which the server answers that text next; the store never learns it. */
  public void cutAfter(String text) {
    cut(text, Moment.AFTER);
  }

  /** Cuts the connection on which the store sends that text next, at that moment. */
  public void cut(String text, Moment moment) {
    cut.set(new Cut(text, moment));
  }

  /** Cuts every connection there is; later ones go through. */
  public void cutAll() {
    sockets.forEach(Wire::closeQuietly);
  }

  /** Whether what was to be cut has been. */
  public boolean wasCut() {
    return cut.get() == null;
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      try {
        join(client, connect());
      } catch (IOException away) {
        closeQuietly(client); // as a server refuses that is not there
      }
    }
  }

  private Socket connect() throws IOException {
    String port = address.group(2);
    return new Socket(address.group(1), port == null ? STANDARD_PORT : Integer.parseInt(port));
  }

  private void join(Socket client, Socket server) throws IOException {
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    sockets.removeIf(Socket::isClosed);
    sockets.addAll(List.of(client, server));
    Answers answers = new Answers();
    start(
        "out",
        () -> pass(client.getInputStream(), server.getOutputStream(), answers),
        client,
        server);
    start(
        "in",
        () -> count(server.getInputStream(), client.getOutputStream(), answers),
        client,
        server);
  }

  /** What becomes of what the server answers on one connection. */
  private static final class Answers {
    final AtomicBoolean mute = new AtomicBoolean();
    final AtomicBoolean warned = new AtomicBoolean();
  }

  private void pass(InputStream from, OutputStream to, Answers answers) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
      Cut next = cut.get();
      if (next != null
          && new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains(next.text())
          && cut.compareAndSet(next, null)) {
        switch (next.moment()) {
          case BEFORE -> {
            return;
          }
          case DURING -> {
            to.write(buffer, 0, length);
            return;
          }
          case AFTER -> answers.mute.set(true);
          case UNCONFIRMED -> answers.warned.set(true);
        }
      }
      to.write(buffer, 0, length);
    }
  }

  private void count(InputStream from, OutputStream to, Answers answers) throws IOException {
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(from));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(to))) {
      for (int type = in.read(); type >= 0 && !answers.mute.get(); type = in.read()) {
        int length = in.readInt();
        byte[] body = in.readNBytes(length - HEADER);
        if (type == 'C') {
          statements.incrementAndGet();
          if (answers.warned.compareAndSet(true, false)) {
            byte[] warning = WARNING.getBytes(StandardCharsets.UTF_8);
            out.write('N');
            out.writeInt(HEADER + warning.length);
            out.write(warning);
          }
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
