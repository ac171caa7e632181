package io.perdure.conformance.packages;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Child;
import io.perdure.store.packages.Packages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/** Another process, with a small heap, that puts a large archive and reads it. */
public final class LargeArchiveProcess {
  private static final long MOST_BYTES = 1L << 30;
  private static final long HANGS_AT = 5L << 20;
  private static final long SAYS_EVERY = 64L << 20;

  private LargeArchiveProcess() {}

  /** Says what its heap is, and how far it got; of no bytes at all, it hangs in the middle. */
  public static void main(String[] args) throws Exception {
    PrintStream voice = Child.voice();
    long heap = Runtime.getRuntime().maxMemory();
    voice.println(heap <= 40L << 20 ? "heap is small" : "heap is " + heap);
    long bytes = Long.parseLong(Child.arguments(args).get(0));
    try (Perdure perdure = Child.door(args).open()) {
      Packages packages = perdure.namespace("shop").packages();
      if (bytes == 0) {
        packages.put(Archives.deployed("large", "v1"), hanging(voice));
        return;
      }
      packages.put(Archives.deployed("large", "v1"), telling(bytes, voice));
      voice.println("put " + packages.find("large", "v1").orElseThrow().length());
      try (InputStream stored = packages.archive("large", "v1").newInputStream()) {
        voice.println(
            LargeStream.same(new LargeStream(bytes), stored)
                ? "read the same"
                : "read something else");
      }
      voice.println("verified, as SHA-256: " + packages.verify("large", "v1"));
      if (bytes == MOST_BYTES) {
        putTooMuch(packages, voice);
      }
    }
  }

  private static void putTooMuch(Packages packages, PrintStream voice) throws IOException {
    try {
      packages.put(Archives.deployed("large", "v2"), telling(MOST_BYTES + 1, voice));
    } catch (IllegalArgumentException e) {
      voice.println("refused: " + e.getMessage());
    }
  }

  private static InputStream telling(long bytes, PrintStream voice) {
    return new LargeStream(bytes) {
      @Override
      void beforeBlock(long read) {
        if (read % SAYS_EVERY == 0) {
          voice.println("at " + read);
        }
      }
    };
  }

  private static InputStream hanging(PrintStream voice) {
    BufferedReader heard = Child.heard();
    return new LargeStream(2 * HANGS_AT) {
      @Override
      void beforeBlock(long read) throws IOException {
        if (read == HANGS_AT) {
          voice.println("in the middle");
          heard.readLine();
        }
      }
    };
  }
}
