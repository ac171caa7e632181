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
  private static final long BYTES = 96L << 20;
  private static final long HANGS_AT = 5L << 20;

  private LargeArchiveProcess() {}

  /** Says what its heap is, and how far it got; with {@code hang} it stops in the middle. */
  public static void main(String[] args) throws Exception {
    PrintStream voice = Child.voice();
    long heap = Runtime.getRuntime().maxMemory();
    voice.println(heap <= 40L << 20 ? "heap is small" : "heap is " + heap);
    try (Perdure perdure = Child.door(args).open()) {
      Packages packages = perdure.namespace("shop").packages();
      if (Child.arguments(args).contains("hang")) {
        packages.put(Archives.deployed("large", "v1"), hanging(voice));
        return;
      }
      packages.put(Archives.deployed("large", "v1"), new LargeStream(BYTES));
      voice.println("put " + packages.find("large", "v1").orElseThrow().length());
      try (InputStream stored = packages.archive("large", "v1").newInputStream()) {
        voice.println(
            LargeStream.same(new LargeStream(BYTES), stored)
                ? "read the same"
                : "read something else");
      }
      voice.println("verified, as SHA-256: " + packages.verify("large", "v1"));
    }
  }

  private static InputStream hanging(PrintStream voice) {
    BufferedReader heard = Child.heard();
    return new LargeStream(BYTES) {
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
