package io.perdure.torture.faults;

import io.perdure.torture.stage.PostgresSite;
import io.perdure.torture.stage.Stage;

/** SIGKILL for the postmaster, and a new one on what it leaves. */
final class KillServer implements Fault {
  @Override
  public String name() {
    return "kill-postmaster";
  }

  @Override
  public boolean suits(String backend) {
    return backend.equals("postgres");
  }

  @Override
  public String strike(Stage stage) throws Exception {
    PostgresSite site = (PostgresSite) stage.site();
    long pid = site.server().pid();
    site.server().kill();
    stage.pass(stage.millis(0, 1500));
    site.server().start();
    return "process " + pid;
  }
}
