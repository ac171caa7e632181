package io.perdure.conformance.input;

import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.PerdureReader;
import io.perdure.SqliteOptions;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.SchemaMismatchException;
import io.perdure.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Needs({Capability.EMBEDDED, Capability.DURABLE})
@Clause("C4")
@DisplayName("A file")
public abstract class ForeignFilesSuite {
  private static final int HEADER = 100;
  private static final int PAGE = 4096;

  @Test
  @DisplayName("that is no database is refused in one line that names it, and stays as it is")
  void noDatabase(Database database) throws Exception {
    Path folder = database.scratch();
    byte[] whole = whole(folder);
    byte[] random = new byte[3 * PAGE];
    new Random(1).nextBytes(random);
    Map<String, byte[]> contents = new LinkedHashMap<>();
    contents.put("random", random);
    contents.put("one byte", new byte[] {'S'});
    contents.put("zeros", new byte[2 * PAGE]);
    contents.put(
        "text", "This is a list of things to buy.\n".repeat(300).getBytes(StandardCharsets.UTF_8));
    contents.put("half a header", Arrays.copyOf(whole, HEADER / 2));
    contents.put("a header", Arrays.copyOf(whole, HEADER));
    contents.put("one page", Arrays.copyOf(whole, PAGE));
    contents.put("half", Arrays.copyOf(whole, whole.length / 2 / PAGE * PAGE));
    byte[] overwritten = whole.clone();
    Arrays.fill(overwritten, HEADER, PAGE, (byte) 0xa5);
    contents.put("an overwritten first page", overwritten);

    for (Map.Entry<String, byte[]> content : contents.entrySet()) {
      Path own = Files.createDirectories(folder.resolve("of " + content.getKey()));
      Path file = Files.write(own.resolve("store.db"), content.getValue());
      Map<String, String> before = files(own);
      for (Map.Entry<String, ThrowingCallable> opening : openings(file).entrySet()) {
        assertRefused(content.getKey() + ": " + opening.getKey(), file, opening.getValue());
        assertThat(files(own)).as("%s: %s", content.getKey(), opening.getKey()).isEqualTo(before);
      }
    }
  }

  @Test
  @DisplayName("that is empty is a database that has nothing yet: made on request, or refused")
  void empty(Database database) throws Exception {
    Path file = Files.createFile(database.scratch().resolve("empty.db"));
    for (ThrowingCallable opening : openings(file).values()) {
      assertThatThrownBy(opening)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("migrateOnOpen()");
      break;
    }
    assertThat(Files.size(file)).isZero();
    try (Perdure perdure = Perdure.sqlite(file).migrateOnOpen().open()) {
      perdure.namespace("shop").history().append(workflow("w"), 0, event("e"));
    }
  }

  @Test
  @DisplayName("that is a folder, or in no folder, or has a question mark in its name, is refused")
  void noFile(Database database) throws Exception {
    Path folder = database.scratch();
    Path inner = Files.createDirectory(folder.resolve("inner"));
    assertThatThrownBy(() -> Perdure.sqlite(inner).migrateOnOpen().open().close())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("inner");
    assertThatThrownBy(
            () -> Perdure.sqlite(folder.resolve("no/a.db")).migrateOnOpen().open().close())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("there is no folder");
    Path victim = folder.resolve("a.db");
    Perdure.sqlite(victim).migrateOnOpen().open().close();
    Path question = folder.resolve("a.db?journal_mode=off");
    for (int there = 0; there < 2; there++) {
      assertThatThrownBy(() -> Perdure.sqlite(question).migrateOnOpen().open().close())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("file must not contain '?'");
      assertThatThrownBy(() -> Perdure.sqlite(question).openReadOnly().close())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("file must not contain '?'");
      if (there == 0) {
        Files.copy(victim, question);
      }
    }
  }

  @Test
  @Clause("M3")
  @DisplayName("may have any other name, with what means something to URLs, SQL and shells")
  void names(Database database) throws Exception {
    Path folder = database.scratch();
    for (String name :
        List.of(
            "a#b.db",
            "a%20b%3f.db",
            "a'b\"c.db",
            "'; drop table perdure_event; --",
            ":memory:",
            "file:a.db",
            "a\\b.db",
            "\ud83d\ude00\u202e.db")) {
      Path file = folder.resolve(name);
      Path copy = folder.resolve(name + ".copy");
      try (Perdure perdure = Perdure.sqlite(file).migrateOnOpen().open()) {
        perdure.namespace("shop").history().append(workflow("w"), 0, event(name));
        perdure.backup(copy);
      }
      assertThat(file).isRegularFile();
      for (SqliteOptions door :
          List.of(
              Perdure.sqlite(file), Perdure.sqlite(copy), Perdure.sqlite(copy).immutableCopy())) {
        try (PerdureReader reader = door.openReadOnly()) {
          assertThat(reader.namespace("shop").history().read(workflow("w")).get(0).type())
              .isEqualTo(name);
        }
      }
    }
  }

  @Test
  @DisplayName("of another application is refused, and stays as it is, when its mark says so")
  void another(Database database) throws Exception {
    Path own = Files.createDirectory(database.scratch().resolve("own"));
    Path file = own.resolve("other.db");
    Beside.execute(
        file,
        "pragma application_id = 252006673",
        "pragma user_version = 10300",
        "create table perdure_event (mine text)",
        "insert into perdure_event values ('mine')");
    Map<String, String> before = files(own);
    for (Map.Entry<String, ThrowingCallable> opening : openings(file).entrySet()) {
      assertRefused(opening.getKey(), file, opening.getValue());
      assertThat(files(own)).as(opening.getKey()).isEqualTo(before);
    }
  }

  @Test
  @DisplayName("without a mark, but with tables of our names that are another's, is refused, too")
  void ourNames(Database database) throws Exception {
    for (String table : List.of("perdure_event", "perdure_schema", "perdure_changelog")) {
      Path own = Files.createDirectory(database.scratch().resolve(table));
      Path file = own.resolve("other.db");
      Beside.execute(file, "create table " + table + " (mine text)");
      for (Map.Entry<String, ThrowingCallable> opening : openings(file).entrySet()) {
        String what = table + ": " + opening.getKey();
        assertThatThrownBy(opening.getValue(), what).isInstanceOf(StoreException.class);
        assertThat(Beside.texts(file, "select sql from sqlite_schema"))
            .as(what)
            .containsExactly("CREATE TABLE " + table + " (mine text)");
      }
    }
  }

  private static void assertRefused(String what, Path file, ThrowingCallable opening) {
    assertThatThrownBy(opening, what)
        .isInstanceOf(StoreException.class)
        .satisfies(
            refusal -> {
              assertThat(refusal.getMessage()).as(what).hasLineCount(1);
              if (!(refusal instanceof SchemaMismatchException)) {
                assertThat(refusal).hasMessageContaining(String.valueOf(file.getFileName()));
              }
            });
  }

  private static Map<String, ThrowingCallable> openings(Path file) {
    Map<String, ThrowingCallable> openings = new LinkedHashMap<>();
    openings.put("open", () -> Perdure.sqlite(file).open().close());
    openings.put("migrateOnOpen", () -> Perdure.sqlite(file).migrateOnOpen().open().close());
    openings.put("openReadOnly", () -> Perdure.sqlite(file).openReadOnly().close());
    openings.put(
        "immutableCopy", () -> Perdure.sqlite(file).immutableCopy().openReadOnly().close());
    return openings;
  }

  /** The bytes of a store with something in it. */
  private static byte[] whole(Path folder) throws IOException {
    Path file = folder.resolve("whole.db");
    try (Perdure perdure = Perdure.sqlite(file).migrateOnOpen().open()) {
      perdure.namespace("shop").history().append(workflow("w"), 0, event("e"));
    }
    return Files.readAllBytes(file);
  }

  /** The files of a folder by name, with what is in them; nobody has one open. */
  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        String name = String.valueOf(file.getFileName());
        // What SQLite makes beside a file that says that it has a log; it says nothing.
        if (!name.endsWith("-shm") && !(name.endsWith("-wal") && Files.size(file) == 0)) {
          files.put(name, HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
      }
    }
    return files;
  }
}
