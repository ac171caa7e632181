package io.perdure.torture.scenarios;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A disk as it is after a cut of power: what was flushed is there, and of what was not, any part
 * may be, in any order, by sectors.
 */
final class Disk {
  private static final int SECTOR = 512;

  private final Path folder;
  private final Recording recording;
  private final Map<String, List<Recording.Step>> unflushed = new HashMap<>();

  /** What becomes of writes that were not flushed. */
  enum Unflushed {
    /** None is there. */
    NONE,
    /** All are there. */
    ALL,
    /** Whole writes, any of them, in any order. */
    SOME,
    /** Sectors of writes, any of them, in any order. */
    TORN
  }

  /** A disk with what is in that folder, before the first step of the recording. */
  Disk(Path folder, Recording recording) {
    this.folder = folder;
    this.recording = recording;
  }

  /** Goes on by one step. */
  void go(Recording.Step step) throws IOException {
    switch (step.kind()) {
      case WRITE, TRUNCATE ->
          unflushed.computeIfAbsent(step.path(), path -> new ArrayList<>()).add(step);
      case SYNC -> {
        for (Recording.Step flushed : waiting(step.path())) {
          apply(folder, flushed);
        }
        unflushed.remove(step.path());
      }
      case DELETE -> {
        unflushed.remove(step.path());
        Files.deleteIfExists(file(folder, step.path()));
      }
    }
  }

  private List<Recording.Step> waiting(String path) {
    return unflushed.getOrDefault(path, List.of());
  }

  /** How many writes are not flushed. */
  int unflushed() {
    return unflushed.values().stream().mapToInt(List::size).sum();
  }

  /** Makes of a copy of the folder what a cut of power now may leave. */
  void cut(Path copy, Unflushed choice, Random chance) throws IOException {
    for (List<Recording.Step> waiting : unflushed.values()) {
      List<Recording.Step> kept = new ArrayList<>(choice == Unflushed.NONE ? List.of() : waiting);
      if (choice == Unflushed.SOME || choice == Unflushed.TORN) {
        Collections.shuffle(kept, chance);
      }
      for (Recording.Step step : kept) {
        if (choice == Unflushed.TORN && step.kind() == Recording.Kind.WRITE) {
          tear(copy, step, chance);
        } else if (choice == Unflushed.ALL || chance.nextBoolean()) {
          apply(copy, step);
        }
      }
    }
  }

  private void apply(Path to, Recording.Step step) throws IOException {
    try (FileChannel file = open(to, step)) {
      if (step.kind() == Recording.Kind.TRUNCATE) {
        file.truncate(step.offset());
      } else {
        file.write(recording.data(step), step.offset());
      }
    }
  }

  private void tear(Path to, Recording.Step step, Random chance) throws IOException {
    ByteBuffer data = recording.data(step);
    try (FileChannel file = open(to, step)) {
      for (int at = 0; at < step.length(); at += SECTOR) {
        if (chance.nextBoolean()) {
          int length = Math.min(SECTOR, step.length() - at);
          file.write(data.slice(at, length), step.offset() + at);
        }
      }
    }
  }

  private static FileChannel open(Path folder, Recording.Step step) throws IOException {
    return FileChannel.open(
        file(folder, step.path()), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static Path file(Path folder, String path) {
    return folder.resolve(Path.of(path).getFileName());
  }
}
