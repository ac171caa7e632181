package io.perdure.torture.stage;

import io.perdure.embedded.KeptPostgres;
import java.io.IOException;

/**
 * A server from the binaries on the class path.
 *
 * @param postgres it
 */
record EmbeddedServer(KeptPostgres postgres) implements Server {
  @Override
  public String url() {
    return postgres.url();
  }

  @Override
  public String password() {
    return postgres.password();
  }

  @Override
  public long pid() throws IOException {
    return postgres.pid();
  }

  @Override
  public void kill() throws IOException {
    postgres.kill();
  }

  @Override
  public void stop() {
    postgres.stop();
  }

  @Override
  public void start() throws IOException {
    postgres.start();
  }

  @Override
  public boolean startIfEnded() throws IOException {
    return postgres.startIfEnded();
  }

  @Override
  public void close() {
    postgres.close();
  }
}
