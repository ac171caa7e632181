package io.perdure.torture.faults;

import io.perdure.torture.stage.PostgresSite;
import io.perdure.torture.stage.Stage;

/** All connections are cut at one moment, whatever they are at. */
final class CutAll implements Fault {
  private static final int TIMES = 5;

  @Override
  public String name() {
    return "cut-all";
  }

  @Override
  public boolean suits(String backend) {
    return backend.equals("postgres");
  }

  @Override
  public String strike(Stage stage) throws Exception {
    for (int i = 0; i < TIMES; i++) {
      ((PostgresSite) stage.site()).wire().cutAll();
      stage.pass(stage.millis(20, 200));
    }
    return TIMES + " times";
  }
}
