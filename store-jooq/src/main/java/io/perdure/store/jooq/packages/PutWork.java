package io.perdure.store.jooq.packages;

import io.perdure.store.NotFoundException;
import io.perdure.store.StoreUsageException;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.packages.DeployedPackage;
import io.perdure.store.packages.StagedArchive;
import io.perdure.tables.InstantNanos;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Puts a package within a transaction. It refuses before it has written anything, so that a body
 * which catches the refusal may go on.
 */
final class PutWork {
  private final String namespace;
  private final ArchiveRows rows;
  private final DeployedPackage deployed;
  private final List<String> types;

  PutWork(String namespace, ArchiveRows rows, DeployedPackage deployed, List<String> types) {
    this.namespace = namespace;
    this.rows = rows;
    this.deployed = deployed;
    this.types = types;
  }

  /** Puts it with bytes that are at hand; whether they were written. */
  boolean put(Session session, Content content, byte[] bytes) {
    String archive = ArchiveRows.newId();
    boolean taken = store(session, archive, content);
    if (taken) {
      rows.insert(session, archive, content, bytes);
    }
    route(session);
    return taken;
  }

  /** Puts it with what was staged; whether the package has that archive now. */
  boolean put(Session session, StagedArchive staged) {
    String archive = staged.id();
    while (true) {
      Optional<Content> held = rows.hold(session, archive);
      if (held.isPresent()) {
        boolean taken = store(session, archive, held.get());
        if (!taken) {
          rows.stageAgain(session, archive);
        }
        route(session);
        return taken;
      }
      if (putBefore(session, archive)) {
        route(session);
        return true;
      }
      // Its package let go of it between the two statements: it can be held now.
    }
  }

  /** Whether the package has that archive already; false if nobody has it any more. */
  private boolean putBefore(Session session, String archive) {
    check(rows.state(session, archive), archive);
    if (lock(session).filter(row -> row.hasArchive(archive)).isPresent()) {
      redeploy(session, archive);
      return true;
    }
    if (rows.state(session, archive).filter(ArchiveState.HELD::equals).isPresent()) {
      throw new StoreUsageException(
          "staged archive " + archive + " was put as another package: stage it for this one, too");
    }
    return false;
  }

  private static void check(Optional<ArchiveState> state, String archive) {
    boolean there =
        state.filter(at -> at != ArchiveState.STAGING && at != ArchiveState.DOOMED).isPresent();
    if (!there) {
      throw new NotFoundException("staged archive", archive);
    }
  }

  /** Makes the package have that archive; false if the one that it has is the same. */
  private boolean store(Session session, String archive, Content content) {
    while (true) {
      int inserted = content(on(session, PackagesSql.INSERT), archive, content).update();
      if (inserted == 1) {
        return true;
      }
      Optional<PackageRow> stored = lock(session);
      if (stored.isPresent()) {
        return replace(session, stored.get(), archive, content);
      }
      // It was deleted between the two statements: it can be inserted now.
    }
  }

  private boolean replace(Session session, PackageRow stored, String archive, Content content) {
    String before = stored.archive(Optional.empty());
    if (stored.has(content)) {
      redeploy(session, before);
      return false;
    }
    changed(
        content(on(session, PackagesSql.REPLACE), archive, content).set("held", before).update());
    rows.drop(session, before);
    return true;
  }

  private void redeploy(Session session, String archive) {
    changed(deployedAt(on(session, PackagesSql.REDEPLOY)).set("held", archive).update());
  }

  private void changed(int rows) {
    if (rows != 1) {
      throw new IllegalStateException("the locked row of " + deployed + " moved");
    }
  }

  private Optional<PackageRow> lock(Session session) {
    return on(session, PackagesSql.LOCK).first(PackageRow::of);
  }

  /** In the order of the types, so that two who route the same ones do not wait for each other. */
  private void route(Session session) {
    TreeSet<String> all = new TreeSet<>(types);
    all.add(deployed.type());
    for (String type : all) {
      point(session, namespace, type, deployed.hash());
    }
  }

  /** Points the route of a type at that version. */
  static void point(Session session, String namespace, String type, String hash) {
    session
        .bind(PackagesSql.POINT)
        .set("ns", namespace)
        .set("type", type)
        .set("hash", hash)
        .update();
  }

  private Bound content(Bound statement, String archive, Content content) {
    return deployedAt(statement)
        .set("archive", archive)
        .set("length", content.length())
        .set("sha256", content.sha256());
  }

  private Bound deployedAt(Bound statement) {
    return statement.set("deployed_at", InstantNanos.toNanos(deployed.deployedAt()));
  }

  private Bound on(Session session, CompiledSql statement) {
    return session
        .bind(statement)
        .set("ns", namespace)
        .set("type", deployed.type())
        .set("hash", deployed.hash());
  }
}
