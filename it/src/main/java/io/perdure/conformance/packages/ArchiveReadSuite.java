package io.perdure.conformance.packages;

import static io.perdure.conformance.packages.Archives.archiveRows;
import static io.perdure.conformance.packages.Archives.bytes;
import static io.perdure.conformance.packages.Archives.deployed;
import static io.perdure.conformance.packages.Archives.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Sample;
import io.perdure.store.Bytes;
import io.perdure.store.Store;
import io.perdure.store.StoreUsageException;
import io.perdure.store.WorkflowId;
import io.perdure.store.packages.Archive;
import io.perdure.store.packages.ArchiveGoneException;
import io.perdure.store.packages.Packages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause({"P2", "P6"})
@DisplayName("An archive that is read as a stream")
public abstract class ArchiveReadSuite {
  private static final int LARGE = 3_000_001;
  private static final int PART = 1_000_000;
  private static final int MANY = 64;

  @Test
  @DisplayName("comes byte by byte or in pieces, as often as it is asked for")
  void pieces(Store store) throws Exception {
    store.packages().put(deployed("order", "v1"), bytes(700_000));
    Archive archive = store.packages().archive("order", "v1");

    try (InputStream in = archive.newInputStream()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      assertThat(in.read(new byte[0])).isZero();
      for (int i = 0; i < 10; i++) {
        out.write(in.read());
      }
      out.write(in.readNBytes(300_000));
      assertThat(in.available()).isPositive();
      out.write(in.readAllBytes());
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read(new byte[10])).isEqualTo(-1);
      assertThat(Bytes.copyOf(out.toByteArray())).isEqualTo(bytes(700_000));
    }
    assertThat(read(archive)).isEqualTo(bytes(700_000));
    InputStream closed = archive.newInputStream();
    closed.close();
    assertThatThrownBy(closed::read).isInstanceOf(IOException.class);
  }

  @Test
  @DisplayName("holds neither a connection nor a transaction while its reader is slow")
  void holdsNothing(Store store) throws Exception {
    store.packages().put(deployed("order", "v1"), bytes(LARGE));
    List<InputStream> slow = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      slow.add(store.packages().archive("order", "v1").newInputStream());
      slow.get(i).readNBytes(PART);
    }

    store.history().append(WorkflowId.of("w"), 0, Sample.event("beside"));
    store.packages().put(deployed("order", "v2"), bytes(10));

    assertThat(slow.get(MANY - 1).readAllBytes()).hasSize(LARGE - PART);
  }

  @Test
  @DisplayName("stays the one that was begun when it is replaced or deleted, for an hour")
  void replaced(Database database) throws Exception {
    Packages packages = database.store().packages();
    packages.put(deployed("order", "replaced"), bytes(LARGE));
    packages.put(deployed("order", "deleted"), bytes(LARGE));
    for (String hash : List.of("replaced", "deleted")) {
      Archive before = packages.archive("order", hash);
      try (InputStream in = before.newInputStream()) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(in.readNBytes(PART));
        if (hash.equals("deleted")) {
          packages.delete("order", hash);
        } else {
          packages.put(deployed("order", hash), bytes(LARGE + 1));
        }
        database.advance(Duration.ofMinutes(20));
        packages.collect(10_000);
        out.write(in.readAllBytes());
        assertThat(Bytes.copyOf(out.toByteArray())).isEqualTo(bytes(LARGE));
      }
      assertThat(read(before)).isEqualTo(bytes(LARGE));
    }
    assertThat(read(packages.archive("order", "replaced"))).isEqualTo(bytes(LARGE + 1));
  }

  @Test
  @DisplayName("says that it is gone when it was replaced or deleted long ago, and may be retried")
  void gone(Database database) throws Exception {
    Packages packages = database.store().packages();
    packages.put(deployed("order", "v1"), bytes(LARGE));
    Archive first = packages.archive("order", "v1");
    InputStream replaced = first.newInputStream();
    replaced.readNBytes(PART);
    packages.put(deployed("order", "v1"), bytes(LARGE + 1));
    Archive deleted = packages.archive("order", "v1");
    packages.delete("order", "v1");
    packages.put(deployed("order", "v1"), bytes(LARGE + 2));
    database.advance(Duration.ofMinutes(61));

    assertThat(packages.collect(2)).isEqualTo(2);
    assertGone(first.newInputStream());
    assertThat(packages.collect(10_000)).isPositive();
    assertGone(replaced);
    assertGone(deleted.newInputStream());

    assertThat(archiveRows(database)).isEqualTo(1);
    assertThat(read(packages.archive("order", "v1"))).isEqualTo(bytes(LARGE + 2));
  }

  private static void assertGone(InputStream in) {
    assertThatThrownBy(in::readAllBytes)
        .isInstanceOfSatisfying(
            ArchiveGoneException.class,
            e -> {
              assertThat(e.retryable()).isTrue();
              assertThat(e.type()).isEqualTo("order");
              assertThat(e.hash()).isEqualTo("v1");
            });
  }

  @Test
  @Clause("X4")
  @DisplayName("of a snapshot is read in its body, and refused behind it")
  void afterSnapshot(Store store) {
    store.packages().put(deployed("order", "v1"), bytes(LARGE));

    Archive kept = store.snapshot(snapshot -> snapshot.packages().archive("order", "v1"));

    assertThatThrownBy(() -> kept.newInputStream().read()).isInstanceOf(StoreUsageException.class);
  }
}
