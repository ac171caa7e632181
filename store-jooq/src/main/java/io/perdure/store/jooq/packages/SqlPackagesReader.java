package io.perdure.store.jooq.packages;

import io.perdure.store.NotFoundException;
import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.PageToken;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.engine.Access;
import io.perdure.store.jooq.engine.PageTokens.RowKey;
import io.perdure.store.jooq.engine.Paging;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.packages.Archive;
import io.perdure.store.packages.PackagesReader;
import io.perdure.store.packages.Route;
import io.perdure.store.packages.StoredPackage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Reads packages and routes, on any way of access. */
public class SqlPackagesReader implements PackagesReader {
  final Access access;
  final String namespace;

  public SqlPackagesReader(Access access, String namespace) {
    this.access = access;
    this.namespace = namespace;
  }

  @Override
  public Page<StoredPackage> list(PageRequest page) {
    Checks.present("page", page);
    Optional<RowKey> after = PackageLists.after(PackageLists.LIST, page);
    return access.read(
        PackageLists.LIST,
        session ->
            PackageLists.packages(
                session, namespace, PackageLists.LIST, page.size(), after, PackageRow::stored));
  }

  @Override
  public Optional<StoredPackage> find(String type, String hash) {
    check(type, hash);
    return row("packages.find", type, hash).map(row -> row.stored(Optional.empty()));
  }

  @Override
  public Archive archive(String type, String hash) {
    check(type, hash);
    return row("packages.archive", type, hash)
        .map(row -> archive(row, Optional.empty()))
        .orElseThrow(() -> new NotFoundException("package", type + " " + hash));
  }

  @Override
  public Page<Archive> archives(PageRequest page) {
    Checks.present("page", page);
    Optional<RowKey> after = PackageLists.after(PackageLists.ARCHIVES, page);
    return access.read(
        PackageLists.ARCHIVES,
        session ->
            PackageLists.packages(
                session, namespace, PackageLists.ARCHIVES, page.size(), after, this::archive));
  }

  private Archive archive(PackageRow row, Optional<PageToken> next) {
    return new StoredArchive(access, namespace, row.stored(next), row.archive(next));
  }

  @Override
  public Optional<Route> route(String type) {
    Checks.id("package type", type);
    return access.read(
        "packages.route",
        session ->
            session
                .bind(PackagesSql.ROUTE)
                .set("ns", namespace)
                .set("type", type)
                .first(row -> PackageLists.route(type, row.getString(1), Optional.empty())));
  }

  @Override
  public Page<Route> routes(PageRequest page) {
    Checks.present("page", page);
    Optional<RowKey> after = Paging.after(PackageLists.ROUTES, page);
    return access.read(
        PackageLists.ROUTES,
        session -> PackageLists.routes(session, namespace, page.size(), after));
  }

  @Override
  public boolean verify(String type, String hash) {
    Archive archive = archive(type, hash);
    try {
      archive.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return archive.stored().sha256().equals(hash);
  }

  static void check(String type, String hash) {
    Checks.id("package type", type);
    Checks.id("package hash", hash);
  }

  private Optional<PackageRow> row(String operation, String type, String hash) {
    return access.read(
        operation,
        session -> key(session.bind(PackagesSql.FIND), type, hash).first(PackageRow::of));
  }

  Bound key(Bound statement, String type, String hash) {
    return statement.set("ns", namespace).set("type", type).set("hash", hash);
  }
}
