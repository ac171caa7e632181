package io.perdure.conformance.kit;

import io.perdure.OpenOptions;
import io.perdure.Perdure;
import io.perdure.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One fresh database of a backend, for one test. Closing it closes what was opened through it and
 * removes it. Its methods are called by one thread; what they answer is as thread-safe as it says.
 */
public final class Database implements AutoCloseable {
  private final Backend backend;
  private final Path scratch;
  private final Backend.Site site;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final AtomicLong offset = new AtomicLong();
  private @Nullable Perdure perdure;

  private Database(Backend backend, Path scratch, Backend.Site site) {
    this.backend = backend;
    this.scratch = scratch;
    this.site = site;
  }

  /** Makes a fresh database. */
  public static Database on(Backend backend) throws Exception {
    Path scratch = Files.createTempDirectory("perdure-" + backend.id() + "-");
    try {
      return new Database(backend, scratch, backend.create(scratch));
    } catch (Exception | Error e) {
      Folders.delete(scratch);
      throw e;
    }
  }

  /** Its kind. */
  public Backend backend() {
    return backend;
  }

  /** An empty folder that is deleted after the test. */
  public Path scratch() throws IOException {
    return Files.createDirectories(scratch.resolve("scratch"));
  }

  /** Begins to open this database as the test likes, on the clock that {@link #advance} moves. */
  public OpenOptions<?> door() {
    return site.door().clockOffset(this::offset);
  }

  /** An engine that has it open, the schema in place; the same one at each call. */
  public Perdure perdure() {
    Perdure open = perdure;
    if (open == null) {
      open = door().migrateOnOpen().open();
      perdure = open;
    }
    return open;
  }

  /** The namespace {@code shop} of {@link #perdure()}. */
  public Store store() {
    return perdure().namespace("shop");
  }

  /** A further engine on the same data, for a backend with {@link Capability#SECOND_ENGINE}. */
  public Perdure second() {
    perdure();
    return closing(door().open());
  }

  /** Closes the engine and opens another, for a backend with {@link Capability#DURABLE}. */
  public Perdure reopen() {
    if (perdure != null) {
      perdure.close();
      perdure = null;
    }
    return perdure();
  }

  /** Moves the clock of every engine that was or will be opened through this database. */
  public void advance(Duration by) {
    offset.addAndGet(by.toNanos());
  }

  /**
   * A plain JDBC connection to the same data, to look into it or to spoil it. On a backend whose
   * data only its engine can reach it is the engine's own, which keeps others from writing until it
   * is closed.
   */
  public Connection connect() throws SQLException {
    Optional<String> url = site.jdbcUrl();
    return closing(
        url.isPresent()
            ? DriverManager.getConnection(url.get())
            : perdure().dataSource().getConnection());
  }

  /**
   * The name of a table for {@link #connect()}, like {@code event}, with what must stand before it.
   */
  public String table(String noun) {
    boolean server = backend.capabilities().contains(Capability.SERVER);
    return (server ? "perdure.perdure_" : "perdure_") + noun;
  }

  /**
   * Starts another process on the same data, for a backend with {@link Capability#SECOND_PROCESS}.
   *
   * @param main a class whose {@code main} takes the database by {@link Child#door}
   * @param arguments for it, in {@code Child.arguments}
   */
  public Child child(Class<?> main, String... arguments) throws IOException {
    return child(Child.HEAP_MEBIBYTES, main, arguments);
  }

  /** As {@link #child(Class, String...)}, with a heap of so many mebibytes; 256 otherwise. */
  public Child child(int heapMebibytes, Class<?> main, String... arguments) throws IOException {
    return closing(
        Child.start(heapMebibytes, main, backend.id(), site.address(), offset(), arguments));
  }

  /** Closes what was opened, last first, and removes the database. */
  @Override
  public void close() throws Exception {
    try (AutoCloseable folder = () -> Folders.delete(scratch);
        AutoCloseable place = site) {
      if (perdure != null) {
        opened.addLast(perdure);
      }
      Closing.all(opened);
    }
  }

  private Duration offset() {
    return Duration.ofNanos(offset.get());
  }

  public <T extends AutoCloseable> T closing(T resource) {
    opened.addFirst(resource);
    return resource;
  }
}
