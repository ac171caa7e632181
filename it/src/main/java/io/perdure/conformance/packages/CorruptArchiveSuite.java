package io.perdure.conformance.packages;

import static io.perdure.conformance.packages.Archives.bytes;
import static io.perdure.conformance.packages.Archives.deployed;
import static io.perdure.conformance.packages.Archives.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perdure.conformance.general.Spoil;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.CorruptRecordException;
import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.packages.Packages;
import io.perdure.store.packages.StoredPackage;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause({"G10", "P6"})
@DisplayName("An archive that the store cannot have written so is told before its last byte:")
public abstract class CorruptArchiveSuite {
  private static final int SIZE = 3_500_000;
  private static final String CHUNKS = "perdure_archive_chunk";

  @BeforeEach
  void twoPackages(Database database) {
    database.store().packages().put(deployed("order", "v1"), bytes(SIZE));
  }

  @Test
  @DisplayName("a chunk that is missing")
  void missing(Database database) throws Exception {
    Spoil.rows(database, "delete from perdure_archive_chunk where chunk = ?", 1L);
    assertCorrupt(database, CHUNKS);
  }

  @Test
  @DisplayName("the first chunk missing")
  void firstMissing(Database database) throws Exception {
    Spoil.rows(database, "delete from perdure_archive_chunk where chunk = ?", 0L);
    assertCorrupt(database, CHUNKS);
  }

  @Test
  @DisplayName("the last chunk missing")
  void lastMissing(Database database) throws Exception {
    Spoil.rows(database, "delete from perdure_archive_chunk where chunk = ?", 3L);
    assertCorrupt(database, CHUNKS);
  }

  @Test
  @DisplayName("a chunk that was cut")
  void cut(Database database) throws Exception {
    Spoil.rows(
        database,
        "update perdure_archive_chunk set content = ? where chunk = 2",
        (Object) new byte[] {1, 2, 3});
    assertCorrupt(database, CHUNKS);
  }

  @Test
  @Clause("P5")
  @DisplayName("a chunk of which one bit is another, also for verify")
  void altered(Database database) throws Exception {
    byte[] last = bytes(SIZE).toByteArray();
    byte[] chunk = Arrays.copyOfRange(last, 3 << 20, SIZE);
    chunk[chunk.length - 1] ^= 1;
    Spoil.rows(
        database, "update perdure_archive_chunk set content = ? where chunk = 3", (Object) chunk);
    assertCorrupt(database, CHUNKS);
  }

  @Test
  @DisplayName("another SHA-256 in its package")
  void otherDigest(Database database) throws Exception {
    Spoil.rows(
        database, "update perdure_package set sha256 = ? where hash = 'v1'", (Object) new byte[32]);
    assertCorrupt(database, CHUNKS);
  }

  @Test
  @DisplayName("no row of its own")
  void noRow(Database database) throws Exception {
    Spoil.rows(database, "delete from perdure_archive where state = ?", "HELD");
    assertCorrupt(database, "perdure_archive");
  }

  @Test
  @Clause("P2")
  @DisplayName("and a package that has an impossible length, behind which the list goes on")
  void list(Database database) throws Exception {
    Packages packages = database.store().packages();
    packages.put(deployed("order", "v0"), bytes(1));
    packages.put(deployed("order", "v2"), bytes(2));
    Spoil.rows(database, "update perdure_package set length = ? where hash = 'v1'", 1L << 40);

    Page<StoredPackage> first = packages.list(PageRequest.first(10));
    assertThat(first.entries()).extracting(StoredPackage::hash).containsExactly("v0");
    PageRequest behind = PageRequest.first(10).after(first.next().orElseThrow());
    CorruptRecordException corrupt =
        catchThrowableOfType(CorruptRecordException.class, () -> packages.list(behind));
    assertThat(corrupt.table()).isEqualTo("perdure_package");
    assertThat(corrupt.key()).isEqualTo("order v1");
    assertThat(packages.list(behind.after(corrupt.next().orElseThrow())).entries())
        .extracting(StoredPackage::hash)
        .containsExactly("v2");
  }

  private static void assertCorrupt(Database database, String table) throws Exception {
    Packages packages = database.store().packages();
    packages.put(deployed("order", "sound"), bytes(SIZE + 1));
    try (InputStream in = packages.archive("order", "v1").newInputStream()) {
      assertThatThrownBy(() -> in.readNBytes(SIZE))
          .isInstanceOfSatisfying(
              CorruptRecordException.class,
              e -> {
                assertThat(e.table()).isEqualTo(table);
                assertThat(e.retryable()).isFalse();
              });
    }
    assertThatThrownBy(() -> packages.verify("order", "v1"))
        .isInstanceOf(CorruptRecordException.class);
    assertThat(read(packages.archive("order", "sound"))).isEqualTo(bytes(SIZE + 1));

    packages.delete("order", "v1");
    packages.put(deployed("order", "v1"), bytes(SIZE));
    assertThat(read(packages.archive("order", "v1"))).isEqualTo(bytes(SIZE));
  }
}
