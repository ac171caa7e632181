package io.perdure.torture.faults;

import io.perdure.torture.stage.PostgresSite;
import io.perdure.torture.stage.Stage;

/** An immediate stop of the server, and a new start. */
final class StopServer implements Fault {
  @Override
  public String name() {
    return "immediate-stop";
  }

  @Override
  public boolean suits(String backend) {
    return backend.equals("postgres");
  }

  @Override
  public String strike(Stage stage) throws Exception {
    PostgresSite site = (PostgresSite) stage.site();
    site.server().stop();
    stage.pass(stage.millis(0, 1500));
    site.server().start();
    return "and started";
  }
}
