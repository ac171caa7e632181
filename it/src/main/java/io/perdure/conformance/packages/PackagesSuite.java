package io.perdure.conformance.packages;

import static io.perdure.conformance.packages.Archives.AT;
import static io.perdure.conformance.packages.Archives.bytes;
import static io.perdure.conformance.packages.Archives.deployed;
import static io.perdure.conformance.packages.Archives.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Bytes;
import io.perdure.store.NotFoundException;
import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.PageToken;
import io.perdure.store.Store;
import io.perdure.store.packages.Archive;
import io.perdure.store.packages.DeployedPackage;
import io.perdure.store.packages.Packages;
import io.perdure.store.packages.Route;
import io.perdure.store.packages.StagedArchive;
import io.perdure.store.packages.StoredPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@DisplayName("Packages and routes")
public abstract class PackagesSuite {
  private static final Bytes SMALL = Bytes.utf8("small");
  private static final String[] REST = {"e", "f", "g", "h"};

  @Test
  @Clause({"P2", "G1", "G3"})
  @DisplayName("are listed by when they were deployed, to the nanosecond, then type, then hash")
  void order(Store store) throws Exception {
    Packages packages = store.packages();
    List<DeployedPackage> inOrder =
        List.of(
            new DeployedPackage("z", "z", AT.minusNanos(1)),
            new DeployedPackage("B", "x", AT),
            new DeployedPackage("a", "B", AT),
            new DeployedPackage("a", "a", AT),
            new DeployedPackage("\uff41", "a", AT),
            new DeployedPackage("\ud83d\ude00", "a", AT),
            new DeployedPackage("a", "0", AT.plusNanos(1)));
    for (int i : new int[] {3, 0, 6, 5, 1, 4, 2}) {
      packages.put(inOrder.get(i), Bytes.utf8("of " + i));
    }

    for (int size = 1; size <= 8; size++) {
      assertThat(all(size, packages::list)).extracting(StoredPackage::deployed).isEqualTo(inOrder);
      List<Archive> archives = all(size, packages::archives);
      assertThat(archives).extracting(a -> a.stored().deployed()).isEqualTo(inOrder);
      for (int i = 0; i < archives.size(); i++) {
        assertThat(read(archives.get(i))).isEqualTo(Bytes.utf8("of " + i));
      }
    }
  }

  @Test
  @Clause("P2")
  @DisplayName("that are not there are found empty, and an archive of one is not found")
  void absent(Store store) {
    Packages packages = store.packages();
    packages.put(deployed("order", "v1"), SMALL);

    assertThat(packages.find("order", "v2")).isEmpty();
    assertThat(packages.route("payment")).isEmpty();
    for (Runnable call :
        List.<Runnable>of(
            () -> packages.archive("order", "v2"), () -> packages.verify("order", "v2"))) {
      assertThatThrownBy(call::run)
          .isInstanceOfSatisfying(
              NotFoundException.class,
              e -> {
                assertThat(e.kind()).isEqualTo("package");
                assertThat(e.key()).isEqualTo("order v2");
                assertThat(e.retryable()).isFalse();
              });
    }
  }

  @Test
  @Clause({"P3", "G6"})
  @DisplayName("that are deleted are gone, and routes at them stay; deleting again is a no-op")
  void delete(Store store) throws Exception {
    Packages packages = store.packages();
    packages.put(deployed("order", "v1"), SMALL, List.of("eu"));
    packages.put(deployed("order", "v2"), SMALL);

    packages.delete("order", "v1");
    packages.delete("order", "v1");
    packages.delete("never", "there");

    assertThat(packages.find("order", "v1")).isEmpty();
    assertThat(all(10, packages::list)).extracting(StoredPackage::hash).containsExactly("v2");
    assertThat(all(10, packages::routes))
        .containsExactly(new Route("eu", "v1"), new Route("order", "v2"));
    packages.put(deployed("order", "v1"), Bytes.utf8("again"));
    assertThat(read(packages.archive("order", "v1"))).isEqualTo(Bytes.utf8("again"));
  }

  @Test
  @Clause({"P4", "G6"})
  @DisplayName("are routed without touching archives, also at a version that is not stored")
  void routes(Store store) {
    Packages packages = store.packages();
    packages.put(deployed("order", "v1"), SMALL);
    packages.put(deployed("order", "v2"), SMALL);

    packages.pointRoute("order", "v1");
    packages.pointRoute("order", "v1");
    packages.pointRoute("B", "v7");
    packages.pointRoute("b", "v8");
    packages.pointRoute("\u00e9", "not stored");

    assertThat(packages.route("order")).contains(new Route("order", "v1"));
    List<Route> inOrder =
        List.of(
            new Route("B", "v7"),
            new Route("b", "v8"),
            new Route("order", "v1"),
            new Route("\u00e9", "not stored"));
    for (int size = 1; size <= 5; size++) {
      assertThat(all(size, packages::routes)).isEqualTo(inOrder);
    }
    assertThat(all(10, packages::list)).hasSize(2);
  }

  @Test
  @Clause("P5")
  @DisplayName("have hashes that nobody reads, and of their bytes that verify compares")
  void verify(Store store) {
    Packages packages = store.packages();
    DeployedPackage hashed = DeployedPackage.of("order", bytes(600_000), AT);
    packages.put(hashed, bytes(600_000));
    packages.put(deployed("order", "opaque \u00e9"), SMALL);
    packages.put(new DeployedPackage("other", hashed.hash(), AT), SMALL);

    assertThat(hashed.hash()).matches("[0-9a-f]{64}");
    assertThat(DeployedPackage.of("t", Bytes.empty(), AT).hash())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(packages.verify("order", hashed.hash())).isTrue();
    assertThat(packages.verify("order", "opaque \u00e9")).isFalse();
    assertThat(packages.verify("other", hashed.hash())).isFalse();
  }

  @Test
  @Clause({"P5", "P6"})
  @DisplayName("may be named by the SHA-256 of what was staged")
  void namedByStaged(Store store) throws Exception {
    var staged = store.packages().stage(bytes(300_000).newInputStream());
    DeployedPackage deployed = DeployedPackage.of("order", staged, AT);

    store.packages().put(deployed, staged);

    assertThat(deployed).isEqualTo(DeployedPackage.of("order", bytes(300_000), AT));
    assertThat(store.packages().verify("order", staged.sha256())).isTrue();
  }

  @Test
  @Clause("G11")
  @DisplayName("of another namespace are not seen, and not touched")
  void namespaces(Perdure perdure, Store store) throws Exception {
    Packages other = perdure.namespace("other").packages();
    store.packages().put(deployed("order", "v1"), SMALL);
    other.put(deployed("order", "v1"), Bytes.utf8("other"));

    other.delete("order", "v1");
    other.pointRoute("order", "v9");

    assertThat(read(store.packages().archive("order", "v1"))).isEqualTo(SMALL);
    assertThat(store.packages().route("order")).contains(new Route("order", "v1"));
    assertThat(other.list(PageRequest.first(10)).entries()).isEmpty();
  }

  @Test
  @Clause({"X4", "P2"})
  @DisplayName("are one state in a snapshot, the archives read in it too")
  void snapshot(Store store) throws Exception {
    store.packages().put(deployed("order", "v1"), SMALL);

    Bytes seen =
        store.<Bytes, java.io.IOException>snapshot(
            snapshot -> {
              assertThat(snapshot.packages().route("order")).contains(new Route("order", "v1"));
              assertThat(snapshot.packages().verify("order", "v1")).isFalse();
              return read(snapshot.packages().archive("order", "v1"));
            });

    assertThat(seen).isEqualTo(SMALL);
  }

  @Test
  @Clause({"G9", "P2"})
  @DisplayName("are neither skipped nor repeated by what is put meanwhile; a token is of its list")
  void putMeanwhile(Store store) {
    Packages packages = store.packages();
    for (String type : List.of("b", "d", "f", "h")) {
      packages.put(deployed(type, "v"), SMALL);
    }
    PageRequest first = PageRequest.first(2);
    PageRequest rest = PageRequest.first(10).after(packages.list(first).next().orElseThrow());
    PageRequest routes = PageRequest.first(10).after(packages.routes(first).next().orElseThrow());
    for (String type : List.of("a", "c", "e", "g")) {
      packages.put(deployed(type, "v"), SMALL);
    }

    assertThat(packages.list(rest)).extracting(s -> s.deployed().type()).containsExactly(REST);
    assertThat(packages.routes(routes)).extracting(Route::type).containsExactly(REST);
    for (Runnable call :
        List.<Runnable>of(
            () -> packages.archives(rest),
            () -> packages.routes(rest),
            () -> packages.list(routes),
            () -> store.history().ids(rest))) {
      assertThatThrownBy(call::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("another list");
    }
  }

  @Test
  @Clause("G9")
  @DisplayName("and their routes have pages that end at 8 MiB")
  void largePages(Store store) {
    String wide = "x".repeat(506);
    store.transact(
        tx -> {
          for (int i = 0; i < 9; i++) {
            int from = 100_000 + i * 1000;
            List<String> types =
                IntStream.range(from, from + 1000).mapToObj(type -> wide + type).toList();
            tx.packages().put(deployed(wide + from, wide), SMALL, types);
          }
          return 1;
        });

    Page<Route> page = store.packages().routes(PageRequest.first(10_000));
    assertThat(page.entries().size()).isBetween(8000, 8300);
    assertThat(all(10_000, store.packages()::routes)).hasSize(9000);
  }

  @Test
  @Needs(Capability.DURABLE)
  @Clause({"P1", "P4"})
  @DisplayName("are there after reopening, and what was staged can be put")
  void reopened(Database database) throws Exception {
    Packages before = database.store().packages();
    before.put(deployed("order", "v1"), bytes(3_000_001));
    before.pointRoute("order", "v0");
    StagedArchive staged = before.stage(bytes(2_000_001).newInputStream());

    Packages packages = database.reopen().namespace("shop").packages();

    assertThat(packages.route("order")).contains(new Route("order", "v0"));
    assertThat(read(packages.archive("order", "v1"))).isEqualTo(bytes(3_000_001));
    packages.put(deployed("order", "v2"), staged);
    assertThat(read(packages.archive("order", "v2"))).isEqualTo(bytes(2_000_001));
  }

  private static <T> List<T> all(int size, Function<PageRequest, Page<T>> list) {
    List<T> all = new ArrayList<>();
    Optional<PageRequest> request = Optional.of(PageRequest.first(size));
    while (request.isPresent()) {
      Page<T> page = list.apply(request.get());
      assertThat(page.entries().size()).isLessThanOrEqualTo(size);
      all.addAll(page.entries());
      Optional<PageToken> next = page.next();
      request = next.map(request.get()::after);
    }
    return all;
  }
}
