package io.perdure.store.jooq.packages;

import io.perdure.store.Bytes;
import io.perdure.store.StoreUsageException;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.engine.Access;
import io.perdure.store.jooq.engine.Limits;
import io.perdure.store.jooq.engine.Sha256;
import io.perdure.store.jooq.engine.WriteMode;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.packages.DeployedPackage;
import io.perdure.store.packages.Packages;
import io.perdure.store.packages.StagedArchive;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads and writes packages and routes, on any way of access. */
public final class SqlPackages extends SqlPackagesReader implements Packages {
  private static final String PUT = "packages.put";
  private static final int MOST_COLLECTED = 10_000;
  private static final int MOST_TYPES = 1000;

  private final Limits limits;
  private final ArchiveRows rows;
  private final ArchiveCollector collector;

  public SqlPackages(Access access, String namespace, Limits limits) {
    super(access, namespace);
    this.limits = limits;
    this.rows = new ArchiveRows(namespace);
    this.collector = new ArchiveCollector(access, namespace);
  }

  /** The room's statements, to be compiled when a database is opened. */
  public static Collection<CompiledSql> statements() {
    List<CompiledSql> all = new ArrayList<>(PackagesSql.ALL);
    all.addAll(ArchiveSql.ALL);
    return all;
  }

  @Override
  public StagedArchive stage(InputStream archive) throws IOException {
    Checks.present("archive", archive);
    refuseBody("stages a stream: do so before the transaction, and put what was staged in it");
    collectBeside(0);
    return new ArchiveStaging(access, rows, collector).stage(archive);
  }

  @Override
  public void put(DeployedPackage deployed, StagedArchive archive, List<String> types) {
    Checks.present("deployed", deployed);
    Checks.present("archive", archive);
    PutWork work = new PutWork(namespace, rows, deployed, types(types));
    collectBeside(archive.length());
    access.write(PUT, WriteMode.OPERATION, session -> work.put(session, archive));
  }

  @Override
  public void put(DeployedPackage deployed, Bytes archive, List<String> types) {
    Checks.present("deployed", deployed);
    Checks.present("archive", archive);
    PutWork work = new PutWork(namespace, rows, deployed, types(types));
    limits.payload("archive", archive.size());
    byte[] bytes = archive.toByteArray();
    Content content = new Content(bytes.length, Sha256.of(bytes));
    collectBeside(bytes.length);
    access.write(PUT, WriteMode.OPERATION, session -> work.put(session, content, bytes));
  }

  @Override
  public void put(DeployedPackage deployed, InputStream archive, List<String> types)
      throws IOException {
    Checks.present("deployed", deployed);
    Checks.present("archive", archive);
    PutWork work = new PutWork(namespace, rows, deployed, types(types));
    StagedArchive staged = stage(archive);
    try {
      collectBeside(staged.length());
      if (!access.write(PUT, WriteMode.OPERATION, session -> work.put(session, staged))) {
        discard(staged);
      }
    } catch (RuntimeException e) {
      discard(staged, e);
      throw e;
    }
  }

  private void discard(StagedArchive staged, RuntimeException reason) {
    try {
      discard(staged);
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  @Override
  public void delete(String type, String hash) {
    check(type, hash);
    collectBeside(0);
    access.write(
        "packages.delete",
        WriteMode.OPERATION,
        session -> {
          key(session.bind(PackagesSql.DELETE), type, hash)
              .first(row -> row.getString(1))
              .ifPresent(archive -> rows.drop(session, archive));
          return type;
        });
  }

  @Override
  public void pointRoute(String type, String hash) {
    check(type, hash);
    access.write(
        "packages.pointRoute",
        WriteMode.STATEMENT,
        session -> {
          PutWork.point(session, namespace, type, hash);
          return type;
        });
  }

  @Override
  public void discard(StagedArchive archive) {
    Checks.present("archive", archive);
    access.write(
        "packages.discard", WriteMode.STATEMENT, session -> rows.discard(session, archive.id()));
  }

  @Override
  public int collect(int limit) {
    Checks.between("limit", limit, 1, MOST_COLLECTED);
    refuseBody("collects in many short transactions: do so on the store");
    return collector.collect(limit);
  }

  /** Twice what is written and a little more, so that garbage cannot grow; nothing in a body. */
  private void collectBeside(long bytes) {
    if (!access.withinBody()) {
      collector.collect(2 * Chunks.of(bytes) + Chunks.PER_TRANSACTION);
    }
  }

  private void refuseBody(String what) {
    if (access.withinBody()) {
      throw new StoreUsageException("a transaction is not where one " + what);
    }
  }

  private static List<String> types(List<String> types) {
    List<String> all = Checks.list("types", types);
    Checks.between("number of types", all.size(), 0, MOST_TYPES);
    all.forEach(type -> Checks.id("package type", type));
    return all;
  }
}
