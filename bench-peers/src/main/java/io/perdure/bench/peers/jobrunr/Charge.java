package io.perdure.bench.peers.jobrunr;

import org.jobrunr.jobs.lambdas.JobRequest;

/** A job, as JobRunr wants it: public, with a constructor of nothing for its JSON. */
public final class Charge implements JobRequest {
  @SuppressWarnings("FieldCanBeFinal") // Set from JSON.
  private String text;

  /** For JSON. */
  public Charge() {
    this("");
  }

  Charge(String text) {
    this.text = text;
  }

  /** Its payload. */
  public String text() {
    return text;
  }

  @Override
  public Class<Charger> getJobRequestHandler() {
    return Charger.class;
  }
}
