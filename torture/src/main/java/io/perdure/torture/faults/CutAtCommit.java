package io.perdure.torture.faults;

import io.perdure.conformance.kit.Wire;
import io.perdure.torture.stage.PostgresSite;
import io.perdure.torture.stage.Stage;
import java.util.Locale;

/** Connections that are cut at a COMMIT: before the server has it, while it does it, or after. */
final class CutAtCommit implements Fault {
  private static final int TIMES = 12;
  private static final int LOOKS = 200;

  private final Wire.Moment moment;

  CutAtCommit(Wire.Moment moment) {
    this.moment = moment;
  }

  @Override
  public String name() {
    return "cut-" + moment.name().toLowerCase(Locale.ROOT) + "-commit";
  }

  @Override
  public boolean suits(String backend) {
    return backend.equals("postgres");
  }

  @Override
  public String strike(Stage stage) throws Exception {
    Wire wire = ((PostgresSite) stage.site()).wire();
    int cut = 0;
    for (int i = 0; i < TIMES; i++) {
      wire.cut(Wire.COMMIT, moment);
      for (int look = 0; look < LOOKS && !wire.wasCut(); look++) {
        stage.pass(10);
      }
      cut += wire.wasCut() ? 1 : 0;
      stage.pass(stage.millis(1, 50));
    }
    return cut + " connections";
  }
}
