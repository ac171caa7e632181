package io.perdure.conformance.packages;

import static io.perdure.conformance.packages.Archives.archiveRows;
import static io.perdure.conformance.packages.Archives.bytes;
import static io.perdure.conformance.packages.Archives.deployed;
import static io.perdure.conformance.packages.Archives.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Sample;
import io.perdure.store.NotFoundException;
import io.perdure.store.PageRequest;
import io.perdure.store.Store;
import io.perdure.store.StoreUsageException;
import io.perdure.store.WorkflowId;
import io.perdure.store.packages.Packages;
import io.perdure.store.packages.StagedArchive;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("P6")
@DisplayName("An archive that comes from a stream")
public abstract class StagingSuite {
  private static final PageRequest ALL = PageRequest.first(100);
  private static final int LARGE = 3_000_001;
  private static final long SLOW_CHUNKS = 4;

  @Test
  @Clause("P1")
  @DisplayName("is seen by nobody before it is put, and then whole")
  void unseen(Store store) throws Exception {
    Packages packages = store.packages();
    HeldStream stream = new HeldStream(bytes(LARGE));

    try (Crowd crowd = new Crowd()) {
      Crowd.Call<?> put = crowd.run(() -> packages.put(deployed("order", "v1"), stream));
      stream.awaitMiddle();
      assertThat(packages.list(ALL).entries()).isEmpty();
      assertThat(packages.routes(ALL).entries()).isEmpty();
      assertThat(packages.find("order", "v1")).isEmpty();
      stream.goOn();
      put.answer();
    }

    assertThat(read(packages.archive("order", "v1"))).isEqualTo(bytes(LARGE));
    StagedArchive staged = packages.stage(bytes(LARGE).newInputStream());
    assertThat(packages.list(ALL).entries()).hasSize(1);
    assertThat(staged.length()).isEqualTo(LARGE);
  }

  @Test
  @DisplayName("keeps nobody from writing while the stream is waited for")
  void holdsNoLock(Store store) throws Exception {
    HeldStream stream = new HeldStream(bytes(LARGE));

    try (Crowd crowd = new Crowd()) {
      Crowd.Call<?> put = crowd.run(() -> store.packages().put(deployed("order", "v1"), stream));
      stream.awaitMiddle();
      for (int i = 0; i < 20; i++) {
        WorkflowId workflow = WorkflowId.of("w" + i);
        crowd.run(() -> store.history().append(workflow, 0, Sample.event("beside"))).answer();
      }
      store.packages().put(deployed("order", "v0"), bytes(10));
      assertThat(put.ended()).isFalse();
      stream.goOn();
      put.answer();
    }

    assertThat(store.packages().list(ALL).entries()).hasSize(2);
  }

  @Test
  @Clause("G4")
  @DisplayName("that breaks leaves nothing, and the exception is the stream's own")
  void broken(Database database) throws Exception {
    Store store = database.store();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> store.packages().stage(broken()),
            () -> store.packages().put(deployed("order", "v1"), broken()))) {
      assertThatThrownBy(call).isInstanceOf(IOException.class).hasMessageContaining("broke");
    }

    assertThat(store.packages().list(ALL).entries()).isEmpty();
    assertThat(archiveRows(database)).isZero();
  }

  private static InputStream broken() {
    HeldStream stream = new HeldStream(bytes(LARGE));
    stream.breakOff();
    return stream;
  }

  @Test
  @Clause("X7")
  @DisplayName("is refused inside a body, of the transaction and of the store, before it is read")
  void inBody(Store store) throws Exception {
    InputStream unread =
        new LargeStream(1) {
          @Override
          void beforeBlock(long read) {
            throw new AssertionError("it was read");
          }
        };
    store.transact(
        tx -> {
          for (Packages packages : List.of(tx.packages(), store.packages())) {
            assertThatThrownBy(() -> packages.stage(unread))
                .isInstanceOf(StoreUsageException.class);
            assertThatThrownBy(() -> packages.put(deployed("order", "v1"), unread))
                .isInstanceOf(StoreUsageException.class);
            assertThatThrownBy(() -> packages.collect(10)).isInstanceOf(StoreUsageException.class);
          }
          tx.packages().pointRoute("went", "on");
          return 1;
        });

    assertThat(store.packages().route("went")).isPresent();
  }

  @Test
  @DisplayName("and is staged and never put is kept for a day, then collected by a later staging")
  void abandoned(Database database) throws Exception {
    Packages packages = database.store().packages();
    StagedArchive put = packages.stage(bytes(LARGE).newInputStream());
    StagedArchive never = packages.stage(bytes(LARGE).newInputStream());
    packages.put(deployed("order", "v1"), put);

    database.advance(Duration.ofHours(23));
    packages.stage(bytes(1).newInputStream());
    assertThat(archiveRows(database)).isEqualTo(3);

    database.advance(Duration.ofHours(2));
    StagedArchive last = packages.stage(bytes(2).newInputStream());
    assertThat(archiveRows(database)).isEqualTo(3);
    assertThatThrownBy(() -> packages.put(deployed("order", "v2"), never))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(never.id());
    packages.put(deployed("order", "v2"), last);
    assertThat(read(packages.archive("order", "v1"))).isEqualTo(bytes(LARGE));
  }

  @Test
  @DisplayName("that gave nothing for a day is collected, and says so when it goes on")
  void collectedMeanwhile(Database database) throws Exception {
    Packages packages = database.store().packages();
    HeldStream stream = new HeldStream(bytes(LARGE));

    try (Crowd crowd = new Crowd()) {
      Crowd.Call<?> stage = crowd.call(() -> packages.stage(stream));
      stream.awaitMiddle();
      database.advance(Duration.ofHours(25));
      assertThat(packages.collect(100)).isPositive();
      assertThat(archiveRows(database)).isZero();
      stream.goOn();
      assertThat(stage.failure()).isInstanceOf(NotFoundException.class);
    }

    assertThat(archiveRows(database)).isZero();
  }

  @Test
  @Clause("G8")
  @DisplayName("that gives something each day is kept, however many days it takes")
  void slow(Database database) throws Exception {
    Packages packages = database.store().packages();
    InputStream slow =
        new LargeStream(SLOW_CHUNKS << 20) {
          @Override
          void beforeBlock(long read) {
            if (read % (1 << 20) == 0) {
              database.advance(Duration.ofHours(20));
              packages.collect(100);
            }
          }
        };

    packages.put(deployed("order", "v1"), slow);

    assertThat(packages.find("order", "v1").orElseThrow().length()).isEqualTo(SLOW_CHUNKS << 20);
  }

  @Test
  @Clause("G6")
  @DisplayName("and was staged may be discarded, again and again; what was put stays")
  void discarded(Database database) throws Exception {
    Packages packages = database.store().packages();
    StagedArchive put = packages.stage(bytes(LARGE).newInputStream());
    StagedArchive never = packages.stage(bytes(LARGE).newInputStream());
    packages.put(deployed("order", "v1"), put);

    packages.discard(never);
    packages.discard(never);
    packages.discard(put);

    assertThat(packages.collect(10_000)).isPositive();
    assertThat(packages.collect(10_000)).isZero();
    assertThatThrownBy(() -> packages.put(deployed("order", "v2"), never))
        .isInstanceOf(NotFoundException.class);
    assertThat(archiveRows(database)).isEqualTo(1);
    assertThat(read(packages.archive("order", "v1"))).isEqualTo(bytes(LARGE));
  }

  @Test
  @Clause("G7")
  @DisplayName("and was given up cannot be put, also while it is collected piece by piece")
  void pieces(Database database) throws Exception {
    Packages packages = database.store().packages();
    StagedArchive given = packages.stage(bytes(LARGE).newInputStream());
    packages.discard(given);

    int all = 0;
    int removed;
    do {
      assertGone(database.store(), given);
      removed = packages.collect(2);
      assertThat(removed).isLessThanOrEqualTo(2);
      all += removed;
    } while (removed > 0);

    assertThat(all).isPositive();
    assertThat(archiveRows(database)).isZero();
  }

  /** In a body, so that nothing is collected by the call itself. */
  private static void assertGone(Store store, StagedArchive given) {
    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      tx.packages().put(deployed("order", "given up"), given);
                      return 1;
                    }))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(given.id());
  }
}
