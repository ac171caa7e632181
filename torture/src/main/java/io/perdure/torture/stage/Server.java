package io.perdure.torture.stage;

import java.io.IOException;

/** A Postgres server that can be killed, stopped and started again on what it leaves. */
public interface Server extends AutoCloseable {
  /** Its database's URL, without who connects. */
  String url();

  /** The password of its user. */
  String password();

  /** The process of the postmaster. */
  long pid() throws IOException;

  /** Sends the postmaster SIGKILL. */
  void kill() throws IOException;

  /** Stops it at once, as a crash would: no checkpoint is made. */
  void stop() throws IOException;

  /** Starts it again, and waits until it answers. */
  void start() throws IOException;

  /** Starts it again if it has ended by itself, and answers whether it had. */
  boolean startIfEnded() throws IOException;

  @Override
  void close();
}
