package io.perdure.conformance.maintenance;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.PerdureReader;
import io.perdure.conformance.general.Dump;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Gate;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Key;
import io.perdure.store.Store;
import io.perdure.store.StoreException;
import io.perdure.store.StoreInterruptedException;
import io.perdure.store.StoreUsageException;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("M3")
@DisplayName("A backup")
public abstract class BackupSuite {
  private static final WorkflowId A = WorkflowId.of("a");
  private static final WorkflowId B = WorkflowId.of("b");

  @Test
  @Needs(Capability.EMBEDDED)
  @DisplayName("is the store with all its namespaces, and can be gone on with")
  void opens(Database database) throws Exception {
    Perdure perdure = database.perdure();
    for (String name : List.of("shop", "other")) {
      Store store = perdure.namespace(name);
      store.history().append(Append.to(A).events(event("one"), event("of " + name)));
      store.history().append(Append.to(B).key(Key.of("k")).events(event("keyed")));
    }
    Path copy = database.scratch().resolve("copy.db");

    perdure.backup(copy);

    try (Perdure restored = Perdure.sqlite(copy).open()) {
      for (String name : List.of("shop", "other")) {
        assertThat(Dump.of(restored.namespace(name).history()))
            .isEqualTo(Dump.of(perdure.namespace(name).history()));
      }
      Store store = restored.namespace("shop");
      Append keyed = Append.to(B).key(Key.of("k")).events(event("keyed"));
      assertThat(store.history().append(keyed).last()).isEqualTo(1);
      assertThat(store.history().append(A, 2, event("three")).last()).isEqualTo(3);
    }
    assertThat(database.store().history().head(A)).isEqualTo(2);
  }

  @Test
  @Needs(Capability.EMBEDDED)
  @DisplayName("keeps whose file it is and every row's number, and needs no log beside it")
  void header(Database database) throws Exception {
    for (int i = 0; i < 20; i++) {
      database.store().history().append(A, i, event("e" + i));
    }
    Path copy = database.scratch().resolve("copy.db");
    database.perdure().backup(copy);

    Beside store = Beside.of(database);
    for (String query :
        List.of(
            "pragma application_id",
            "pragma user_version",
            "select id from perdure_store",
            "select pos || ' ' || seq from perdure_event order by pos",
            "select sql from sqlite_schema order by name, type")) {
      assertThat(Beside.texts(copy, query)).isEqualTo(store.texts(query));
    }
    assertThat(names(database.scratch())).containsExactly("copy.db");
    try (PerdureReader reader = Perdure.sqlite(copy).immutableCopy().openReadOnly()) {
      assertThat(reader.namespace("shop").history().head(A)).isEqualTo(20);
    }
    assertThat(names(database.scratch())).containsExactly("copy.db");
  }

  @Test
  @Needs(Capability.EMBEDDED)
  @DisplayName("beside eight writers is one state, with all that was answered before it began")
  void besideWriters(Database database) throws Exception {
    Perdure perdure = database.perdure();
    AtomicBoolean enough = new AtomicBoolean();
    Gate allBegun = new Gate(8);
    try (Crowd crowd = new Crowd()) {
      for (int i = 0; i < 8; i++) {
        Store store = perdure.namespace("n" + i % 3);
        WorkflowId mine = WorkflowId.of("w" + i);
        WorkflowId twin = WorkflowId.of("twin of w" + i);
        crowd.run(() -> appendToBoth(store, mine, twin, allBegun, enough));
      }
      allBegun.pass();
      for (int round = 0; round < 5; round++) {
        long before = events(perdure);
        Path copy = database.scratch().resolve("copy" + round + ".db");
        perdure.backup(copy);
        long after = events(perdure);
        assertConsistent(copy, before, after);
      }
      enough.set(true);
      crowd.allAnswer();
    }
  }

  private static void appendToBoth(
      Store store, WorkflowId mine, WorkflowId twin, Gate begun, AtomicBoolean enough) {
    for (long head = 0; !enough.get(); head++) {
      long expected = head;
      store.transact(
          tx -> {
            tx.history().append(mine, expected, event("e"));
            return tx.history().append(twin, expected, event("e"));
          });
      if (head == 5) {
        begun.open();
      }
    }
  }

  private static long events(Perdure perdure) {
    return LongStream.range(0, 3)
        .map(
            n ->
                Dump.ids(perdure.namespace("n" + n).history(), 100).stream()
                    .mapToLong(perdure.namespace("n" + n).history()::head)
                    .sum())
        .sum();
  }

  private static void assertConsistent(Path copy, long before, long after) {
    try (Perdure restored = Perdure.sqlite(copy).open()) {
      assertThat(events(restored)).isBetween(before, after);
      for (int i = 0; i < 8; i++) {
        Store store = restored.namespace("n" + i % 3);
        List<Event> mine = store.history().read(WorkflowId.of("w" + i));
        List<Event> twin = store.history().read(WorkflowId.of("twin of w" + i));
        assertThat(mine).extracting(Event::seq).containsExactlyElementsOf(upTo(mine.size()));
        assertThat(twin).isEqualTo(mine);
        assertThat(store.history().head(WorkflowId.of("w" + i))).isEqualTo(mine.size());
      }
    }
  }

  private static List<Long> upTo(int last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  @Needs(Capability.EMBEDDED)
  @DisplayName("is for its owner only")
  void permissions(Database database) throws Exception {
    Path copy = database.scratch().resolve("copy.db");
    database.perdure().backup(copy);
    if (Files.getFileStore(copy).supportsFileAttributeView("posix")) {
      assertThat(Files.getPosixFilePermissions(copy))
          .extracting(Enum::name)
          .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }
  }

  @Test
  @Needs(Capability.EMBEDDED)
  @DisplayName("overwrites nothing: no file, no link, not the store itself by whatever name")
  void overwritesNothing(Database database) throws Exception {
    database.store().history().append(A, 0, event("one"));
    Path folder = database.scratch();
    Path store = Path.of(Beside.file(database.perdure()));
    Path other = Files.writeString(folder.resolve("other.db"), "precious");
    Path roundabout = Files.createSymbolicLink(folder.resolve("way"), store.getParent());
    List<Path> taken = new ArrayList<>(List.of(other, store, folder));
    taken.add(roundabout.resolve(store.getFileName()));
    taken.add(Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nowhere")));
    for (String end : List.of("-wal", "-shm", "-journal")) {
      taken.add(Path.of(store + end));
      Files.createFile(folder.resolve("left" + end));
    }
    taken.add(folder.resolve("left"));
    List<String> before = names(folder);

    for (Path target : taken) {
      assertThatThrownBy(() -> database.perdure().backup(target))
          .as(target.toString())
          .isInstanceOf(StoreUsageException.class);
    }

    assertThat(names(folder)).isEqualTo(before);
    assertThat(other).hasContent("precious");
    assertThat(database.store().history().head(A)).isEqualTo(1);
  }

  @Test
  @Needs(Capability.EMBEDDED)
  @DisplayName("that cannot be made leaves nothing, and says why")
  void leavesNothing(Database database) throws Exception {
    database.store().history().append(A, 0, event("one"));
    Path folder = database.scratch();

    assertThatThrownBy(() -> database.perdure().backup(folder.resolve("no/such/folder.db")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("folder");
    assertThatThrownBy(() -> database.perdure().backup(folder.resolve("what?.db")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("?");
    assertThatThrownBy(
            () ->
                database
                    .store()
                    .transact(
                        tx -> {
                          database.perdure().backup(folder.resolve("inside.db"));
                          return 1;
                        }))
        .isInstanceOf(StoreUsageException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> database.perdure().backup(folder.resolve("interrupted.db")))
        .isInstanceOf(StoreInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();

    assertThat(names(folder)).isEmpty();
  }

  @Test
  @Needs({Capability.EMBEDDED, Capability.DURABLE})
  @Clause("G12")
  @DisplayName("can be made by who may only read, of a file in use")
  void byAReader(Database database) throws Exception {
    database.store().history().append(A, 0, event("one"));
    Path copy = database.scratch().resolve("copy.db");

    try (PerdureReader reader = database.door().openReadOnly()) {
      reader.backup(copy);
    }

    try (Perdure restored = Perdure.sqlite(copy).open()) {
      assertThat(restored.namespace("shop").history().head(A)).isEqualTo(1);
    }
  }

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("on Postgres is refused with the names of its tools")
  void postgres(Database database) throws IOException {
    Path target = database.scratch().resolve("copy");
    assertThatThrownBy(() -> database.perdure().backup(target))
        .isInstanceOf(StoreUsageException.class)
        .hasMessageContaining("pg_dump")
        .hasMessageContaining("pg_basebackup")
        .hasMessageContaining("docs/postgres.md");
    assertThat(target).doesNotExist();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
