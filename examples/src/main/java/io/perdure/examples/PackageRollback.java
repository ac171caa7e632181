package io.perdure.examples;

import io.perdure.Perdure;
import io.perdure.store.Bytes;
import io.perdure.store.Store;
import io.perdure.store.packages.DeployedPackage;
import io.perdure.store.packages.Packages;
import io.perdure.store.packages.Route;
import io.perdure.store.packages.StagedArchive;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Two versions of a package: the first put from memory, the second from a stream, then rolled back
 * to the first by pointing the route at it.
 */
public final class PackageRollback {
  private static final String TYPE = "checkout";

  private PackageRollback() {}

  /** Runs on a new file in a folder of its own, or on the new file that is named. */
  public static void main(String[] args) throws IOException {
    Path file =
        args.length > 0
            ? Path.of(args[0])
            : Files.createTempDirectory("perdure-example").resolve("shop.db");
    run(file, System.out);
  }

  static void run(Path file, PrintStream out) throws IOException {
    try (Perdure perdure = Perdure.sqlite(file).migrateOnOpen().open()) {
      Store shop = perdure.namespace("shop");
      Packages packages = shop.packages();

      Bytes first = Bytes.utf8("the first version");
      DeployedPackage v1 = DeployedPackage.of(TYPE, first, Instant.now());
      packages.put(v1, first);
      out.println("v1 is on: " + isOn(shop, v1));

      // A large archive comes from a stream; its hash is known when all of it is stored.
      StagedArchive staged;
      try (InputStream archive = Bytes.utf8("the second version").newInputStream()) {
        staged = packages.stage(archive);
      }
      DeployedPackage v2 = DeployedPackage.of(TYPE, staged, Instant.now());
      packages.put(v2, staged);
      out.println("v2 is on: " + isOn(shop, v2) + ", as it was: " + verified(packages, v2));

      // The archive of the first version is still there: a rollback is a pointer.
      packages.pointRoute(TYPE, v1.hash());
      out.println("rolled back: " + isOn(shop, v1) + ", " + read(packages));
    }
  }

  private static boolean isOn(Store shop, DeployedPackage version) {
    return shop.packages().route(TYPE).map(Route::hash).filter(version.hash()::equals).isPresent();
  }

  private static boolean verified(Packages packages, DeployedPackage version) {
    return packages.verify(version.type(), version.hash());
  }

  private static String read(Packages packages) throws IOException {
    String hash = packages.route(TYPE).orElseThrow().hash();
    try (InputStream archive = packages.archive(TYPE, hash).newInputStream()) {
      return Bytes.copyOf(archive.readAllBytes()).toUtf8();
    }
  }
}
