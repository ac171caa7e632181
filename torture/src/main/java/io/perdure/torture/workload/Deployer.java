package io.perdure.torture.workload;

import io.perdure.store.Bytes;
import io.perdure.store.packages.Archive;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Told;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/** Deploys versions, points routes at them, reads them back and deletes old ones of its own. */
final class Deployer extends Trade {
  private static final int KEPT = 5;

  private final Deque<Effect.Deploy> own = new ArrayDeque<>();

  Deployer(Desk desk, Random chance) {
    super(desk, chance);
  }

  @Override
  void work() {
    int next = any(100);
    if (own.isEmpty() || next < 50) {
      deploy();
    } else if (next < 75) {
      readBack(own.getLast());
    } else if (next < 90) {
      desk().alone("point", new Effect.Point(own.getFirst().type(), own.getFirst().hash()));
    } else if (own.size() > KEPT) {
      Effect.Deploy oldest = own.removeFirst();
      desk().alone("remove", new Effect.Remove(oldest.type(), oldest.hash()));
    }
  }

  private void deploy() {
    long length = percent(2) ? 2_000_000 : any(percent(20) ? 200_000 : 3_000);
    Effect.Deploy deploy = new Effect.Deploy("type-" + any(3), desk().nextId(), length);
    Told told = desk().alone("deploy", deploy);
    if (done(told)) {
      own.add(deploy);
    }
  }

  private void readBack(Effect.Deploy deploy) {
    long before = System.nanoTime();
    Archive archive = desk().store().packages().archive(deploy.type(), deploy.hash());
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try {
      archive.transferTo(read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    boolean same =
        Bytes.copyOf(read.toByteArray()).equals(Hands.archive(deploy.hash(), deploy.length()));
    desk().log().saw(before, "archive " + deploy.hash() + " " + (same ? "whole" : "wrong"));
  }
}
