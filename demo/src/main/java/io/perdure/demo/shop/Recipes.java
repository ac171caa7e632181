package io.perdure.demo.shop;

import io.perdure.store.Bytes;
import io.perdure.store.Snapshot;
import io.perdure.store.Store;
import io.perdure.store.packages.DeployedPackage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The recipes that are deployed, each read once and kept: a version never changes. Thread-safe. */
final class Recipes {
  private final Map<String, Recipe> read = new ConcurrentHashMap<>();

  /** Deploys a recipe: from its commit on it is what new orders get. */
  static String deploy(Store store, Recipe recipe, Instant at) {
    DeployedPackage version = DeployedPackage.of(Rules.TYPE, recipe.archive(), at);
    store.packages().put(version, recipe.archive());
    return version.hash();
  }

  /** The version that orders get that begin now. */
  static String routed(Snapshot state) {
    return state.packages().route(Rules.TYPE).orElseThrow().hash();
  }

  /** The recipe of that version. */
  Recipe get(Snapshot state, String hash) {
    return read.computeIfAbsent(hash, any -> fetch(state, hash));
  }

  private static Recipe fetch(Snapshot state, String hash) {
    try (InputStream archive = state.packages().archive(Rules.TYPE, hash).newInputStream()) {
      return Recipe.parse(Bytes.copyOf(archive.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
