package io.perdure.conformance.packages;

import static io.perdure.conformance.packages.Archives.AT;
import static io.perdure.conformance.packages.Archives.bytes;
import static io.perdure.conformance.packages.Archives.deployed;
import static io.perdure.conformance.packages.Archives.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Sample;
import io.perdure.store.Bytes;
import io.perdure.store.NotFoundException;
import io.perdure.store.PageRequest;
import io.perdure.store.Store;
import io.perdure.store.StoreUsageException;
import io.perdure.store.WorkflowId;
import io.perdure.store.packages.DeployedPackage;
import io.perdure.store.packages.Packages;
import io.perdure.store.packages.Route;
import io.perdure.store.packages.StagedArchive;
import io.perdure.store.packages.StoredPackage;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("P1")
@DisplayName("A package that is put")
public abstract class PutSuite {
  private static final PageRequest ALL = PageRequest.first(100);
  private static final Bytes SMALL = Bytes.utf8("small");

  @Test
  @DisplayName("has its archive, and routes of its type and of the further types point at it")
  void put(Store store) throws Exception {
    Packages packages = store.packages();

    packages.put(deployed("order", "v1"), SMALL, List.of("order-eu", "order-us", "order"));

    StoredPackage stored = packages.find("order", "v1").orElseThrow();
    assertThat(stored.deployed()).isEqualTo(deployed("order", "v1"));
    assertThat(stored.length()).isEqualTo(SMALL.size());
    assertThat(read(packages.archive("order", "v1"))).isEqualTo(SMALL);
    assertThat(packages.routes(ALL).entries())
        .containsExactly(
            new Route("order", "v1"), new Route("order-eu", "v1"), new Route("order-us", "v1"));
  }

  @Test
  @DisplayName("again replaces archive and time and points the routes at it again")
  void again(Store store) throws Exception {
    Packages packages = store.packages();
    packages.put(deployed("order", "v1"), SMALL, List.of("order-eu"));
    packages.put(deployed("order", "v2"), Bytes.utf8("two"), List.of("order-eu"));

    packages.put(new DeployedPackage("order", "v1", AT.plusNanos(1)), bytes(700_000));

    assertThat(packages.find("order", "v1").orElseThrow().deployed().deployedAt())
        .isEqualTo(AT.plusNanos(1));
    assertThat(read(packages.archive("order", "v1"))).isEqualTo(bytes(700_000));
    assertThat(read(packages.archive("order", "v2"))).isEqualTo(Bytes.utf8("two"));
    assertThat(packages.routes(ALL).entries())
        .containsExactly(new Route("order", "v1"), new Route("order-eu", "v2"));
  }

  @Test
  @Clause("G6")
  @DisplayName("again with the same bytes moves its time and nothing else")
  void sameBytes(Store store) throws Exception {
    Packages packages = store.packages();
    packages.put(deployed("order", "v1"), bytes(700_000));
    packages.pointRoute("order", "v0");

    packages.put(new DeployedPackage("order", "v1", AT.plusSeconds(1)), bytes(700_000));
    StagedArchive staged = packages.stage(bytes(700_000).newInputStream());
    packages.put(new DeployedPackage("order", "v1", AT.plusSeconds(2)), staged);
    packages.put(
        new DeployedPackage("order", "v1", AT.plusSeconds(3)), bytes(700_000).newInputStream());

    assertThat(packages.list(ALL).entries())
        .extracting(stored -> stored.deployed().deployedAt())
        .containsExactly(AT.plusSeconds(3));
    assertThat(read(packages.archive("order", "v1"))).isEqualTo(bytes(700_000));
    assertThat(packages.route("order")).contains(new Route("order", "v1"));
  }

  @Test
  @Clause("P6")
  @DisplayName("may have an archive that was staged, or a stream, of any size")
  void sizes(Store store) throws Exception {
    Packages packages = store.packages();
    for (int size : new int[] {0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3_000_001}) {
      StagedArchive staged = packages.stage(bytes(size).newInputStream());
      packages.put(deployed("staged", "v" + size), staged);
      packages.put(deployed("stream", "v" + size), bytes(size).newInputStream());
      packages.put(deployed("bytes", "v" + size), bytes(size));

      for (String type : List.of("staged", "stream", "bytes")) {
        StoredPackage stored = packages.find(type, "v" + size).orElseThrow();
        assertThat(read(packages.archive(type, "v" + size))).isEqualTo(bytes(size));
        assertThat(stored.length()).isEqualTo(size);
        assertThat(stored.sha256()).isEqualTo(staged.sha256());
      }
    }
  }

  @Test
  @Clause({"X1", "P6"})
  @DisplayName("in a transaction is there with what other rooms wrote, or not at all")
  void inTransaction(Store store) throws Exception {
    StagedArchive staged = store.packages().stage(bytes(600_000).newInputStream());
    WorkflowId workflow = WorkflowId.of("deployments");

    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      tx.packages().put(deployed("order", "staged"), staged);
                      tx.packages().put(deployed("order", "bytes"), bytes(500_000));
                      tx.history().append(workflow, 0, Sample.event("deployed"));
                      throw new IOException("of the body");
                    }))
        .isInstanceOf(IOException.class);
    assertThat(store.packages().list(ALL).entries()).isEmpty();
    assertThat(store.packages().routes(ALL).entries()).isEmpty();

    store.transact(
        tx -> {
          tx.packages().put(deployed("order", "staged"), staged);
          tx.packages().put(deployed("order", "bytes"), bytes(500_000));
          return tx.history().append(workflow, 0, Sample.event("deployed"));
        });

    assertThat(read(store.packages().archive("order", "staged"))).isEqualTo(bytes(600_000));
    assertThat(read(store.packages().archive("order", "bytes"))).isEqualTo(bytes(500_000));
    assertThat(store.packages().route("order")).contains(new Route("order", "bytes"));
    assertThat(store.history().head(workflow)).isEqualTo(1);
  }

  @Test
  @Clause("G6")
  @DisplayName("again with what was staged for it changes no more, also after it was replaced")
  void repeated(Store store) throws Exception {
    Packages packages = store.packages();
    StagedArchive staged = packages.stage(bytes(300_000).newInputStream());
    packages.put(deployed("order", "v1"), staged);

    packages.put(deployed("order", "v1"), staged);
    assertThat(read(packages.archive("order", "v1"))).isEqualTo(bytes(300_000));

    packages.put(deployed("order", "v1"), SMALL);
    packages.put(deployed("order", "v1"), staged);
    assertThat(read(packages.archive("order", "v1"))).isEqualTo(bytes(300_000));
    assertThat(packages.verify("order", staged.sha256().equals("v1") ? "" : "v1")).isFalse();
  }

  @Test
  @Clause({"G5", "G11"})
  @DisplayName(
      "is refused with an archive that is another package's, another namespace's or nowhere; a body"
          + " may go on")
  void refused(Perdure perdure, Store store) throws Exception {
    Packages packages = store.packages();
    StagedArchive taken = packages.stage(bytes(10).newInputStream());
    packages.put(deployed("order", "v1"), taken);
    StagedArchive elsewhere =
        perdure.namespace("elsewhere").packages().stage(bytes(10).newInputStream());
    StagedArchive nowhere = new StagedArchive("nowhere", 10, "0".repeat(64));

    store.transact(
        tx -> {
          assertThatThrownBy(() -> tx.packages().put(deployed("order", "v2"), taken))
              .isInstanceOf(StoreUsageException.class)
              .hasMessageContaining(taken.id());
          assertThatThrownBy(() -> tx.packages().put(deployed("order", "v2"), elsewhere))
              .isInstanceOf(NotFoundException.class)
              .hasMessageContaining(elsewhere.id());
          assertThatThrownBy(() -> tx.packages().put(deployed("order", "v2"), nowhere))
              .isInstanceOf(NotFoundException.class);
          tx.packages().pointRoute("went on", "v");
          return 1;
        });

    assertThat(packages.find("order", "v2")).isEmpty();
    assertThat(packages.route("order")).contains(new Route("order", "v1"));
    assertThat(packages.route("went on")).isPresent();
  }

  @Test
  @Clause("G2")
  @DisplayName("is refused with too many types, bad ones, or more bytes than a payload may have")
  void badArguments(Store store) {
    Packages packages = store.packages();
    DeployedPackage deployed = deployed("order", "v1");
    List<String> many = IntStream.rangeClosed(0, 1000).mapToObj(i -> "t" + i).toList();

    assertThatThrownBy(() -> packages.put(deployed, SMALL, many))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1,000");
    assertThatThrownBy(() -> packages.put(deployed, SMALL, List.of("")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("package type");
    assertThatThrownBy(() -> packages.put(deployed, bytes((16 << 20) + 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("archive");
    assertThat(packages.list(ALL).entries()).isEmpty();

    packages.put(deployed, SMALL, many.subList(0, 1000));
    assertThat(packages.routes(PageRequest.first(2000)).entries()).hasSize(1001);
  }
}
