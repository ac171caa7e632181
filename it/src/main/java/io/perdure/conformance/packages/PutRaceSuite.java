package io.perdure.conformance.packages;

import static io.perdure.conformance.packages.Archives.archiveRows;
import static io.perdure.conformance.packages.Archives.bytes;
import static io.perdure.conformance.packages.Archives.deployed;
import static io.perdure.conformance.packages.Archives.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Gate;
import io.perdure.store.NotFoundException;
import io.perdure.store.PageRequest;
import io.perdure.store.Snapshot;
import io.perdure.store.Store;
import io.perdure.store.packages.Packages;
import io.perdure.store.packages.Route;
import io.perdure.store.packages.StagedArchive;
import io.perdure.store.packages.StoredPackage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause({"P1", "P6"})
@DisplayName("Packages that many put at once")
public abstract class PutRaceSuite {
  private static final int RACERS = 8;
  private static final int ROUNDS = 5;
  private static final int VERSIONS = 50;

  /** The store through as many handles as the backend allows. */
  private static List<Store> handles(Database database) {
    List<Store> handles = new ArrayList<>(List.of(database.store()));
    if (database.backend().capabilities().contains(Capability.SECOND_ENGINE)) {
      handles.add(database.second().namespace("shop"));
    }
    return handles;
  }

  @Test
  @DisplayName("have the archive of one of them, whole, and those of the others are collected")
  void samePackage(Database database) throws Exception {
    List<Store> handles = handles(database);
    for (int round = 0; round < ROUNDS; round++) {
      Gate start = new Gate(RACERS);
      String hash = "v" + round;
      try (Crowd crowd = new Crowd()) {
        for (int racer = 0; racer < RACERS; racer++) {
          Packages packages = handles.get(racer % handles.size()).packages();
          int size = 300_000 + racer;
          boolean staged = racer % 2 == 0;
          crowd.run(
              () -> {
                start.open();
                start.pass();
                if (staged) {
                  packages.put(
                      deployed("order", hash), bytes(size).newInputStream(), List.of("b", "a"));
                } else {
                  packages.put(deployed("order", hash), bytes(size), List.of("a", "b"));
                }
              });
        }
        crowd.allAnswer();
      }
      Packages packages = database.store().packages();
      StoredPackage stored = packages.find("order", hash).orElseThrow();
      assertThat(read(packages.archive("order", hash))).isEqualTo(bytes((int) stored.length()));
    }

    database.advance(Duration.ofDays(2));
    database.store().packages().collect(10_000);
    assertThat(archiveRows(database)).isEqualTo(ROUNDS);
  }

  @Test
  @DisplayName("are seen with all their routes, or not at all")
  void atOnce(Database database) {
    List<Store> handles = handles(database);
    Store reader = handles.get(handles.size() - 1);
    AtomicBoolean ended = new AtomicBoolean();
    try (Crowd crowd = new Crowd()) {
      crowd.run(
          () -> {
            for (int version = 0; version < VERSIONS; version++) {
              String hash = "v" + version;
              database.store().packages().put(deployed("a", hash), bytes(10), List.of("b", "c"));
            }
            ended.set(true);
          });
      crowd.run(
          () -> {
            boolean last;
            do {
              last = ended.get();
              assertThat(reader.<Boolean, RuntimeException>snapshot(PutRaceSuite::atOnce)).isTrue();
            } while (!last);
          });
      crowd.allAnswer();
    }
  }

  /** Whether all routes point at one package, which is there and the last. */
  private static boolean atOnce(Snapshot snapshot) {
    List<String> hashes =
        Stream.of("a", "b", "c")
            .flatMap(type -> snapshot.packages().route(type).stream())
            .map(Route::hash)
            .toList();
    PageRequest all = PageRequest.first(VERSIONS + 1);
    int stored = snapshot.packages().list(all).entries().size();
    return stored == 0
        ? hashes.isEmpty()
        : hashes.equals(Collections.nCopies(3, "v" + (stored - 1)));
  }

  @Test
  @DisplayName("and delete at the same time are there whole, or not at all")
  void deleting(Database database) throws Exception {
    List<Store> handles = handles(database);
    try (Crowd crowd = new Crowd()) {
      for (int racer = 0; racer < RACERS; racer++) {
        Packages packages = handles.get(racer % handles.size()).packages();
        int size = 300_000 + racer;
        boolean deletes = racer % 2 == 0;
        crowd.run(
            () -> {
              for (int round = 0; round < ROUNDS; round++) {
                if (deletes) {
                  packages.delete("order", "v1");
                } else {
                  packages.put(deployed("order", "v1"), bytes(size + round));
                }
              }
            });
      }
      crowd.allAnswer();
    }

    Packages packages = database.store().packages();
    database.advance(Duration.ofDays(2));
    packages.collect(10_000);
    if (packages.find("order", "v1").isPresent()) {
      int length = (int) packages.find("order", "v1").orElseThrow().length();
      assertThat(read(packages.archive("order", "v1"))).isEqualTo(bytes(length));
      assertThat(archiveRows(database)).isEqualTo(1);
    } else {
      assertThat(archiveRows(database)).isZero();
    }
  }

  @Test
  @Clause("G7")
  @DisplayName("while they are collected have their archive whole, or are refused")
  void collecting(Database database) throws Exception {
    Packages packages = database.store().packages();
    List<StagedArchive> staged = new ArrayList<>();
    for (int i = 0; i < RACERS; i++) {
      staged.add(packages.stage(bytes(2_200_000 + i).newInputStream()));
    }
    database.advance(Duration.ofDays(2));
    List<Store> handles = handles(database);
    Gate start = new Gate(2);
    int put = 0;
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<Integer> collected =
          crowd.call(
              () -> {
                start.open();
                start.pass();
                return handles.get(handles.size() - 1).packages().collect(10_000);
              });
      start.open();
      start.pass();
      for (StagedArchive archive : staged) {
        put += put(database.store(), archive) ? 1 : 0;
      }
      collected.answer();
    }

    packages.collect(10_000);
    assertThat(archiveRows(database)).isEqualTo(put);
    for (StagedArchive archive : staged) {
      if (packages.find("order", archive.id()).isPresent()) {
        assertThat(read(packages.archive("order", archive.id())))
            .isEqualTo(bytes((int) archive.length()));
      }
    }
  }

  /** In a body, so that nothing is collected by the call itself. */
  private static boolean put(Store store, StagedArchive archive) {
    try {
      return store.transact(
          tx -> {
            tx.packages().put(deployed("order", archive.id()), archive);
            return true;
          });
    } catch (NotFoundException e) {
      return false;
    }
  }
}
