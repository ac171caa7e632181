package io.perdure.bench.peers.essentials;

import io.perdure.bench.peers.Payloads;

/**
 * What is stored, as an event and as a message.
 *
 * @param text letters
 */
record Charged(String text) {
  /** What its name and its braces take in JSON. */
  private static final int AROUND = "{\"text\":\"\"}".length();

  /** One that takes that many bytes as JSON. */
  static Charged of(int bytes) {
    return new Charged(Payloads.text(bytes - AROUND));
  }
}
