package io.perdure.torture.checker;

import io.perdure.store.StoreReader;
import io.perdure.store.packages.Route;
import io.perdure.store.packages.StoredPackage;
import io.perdure.torture.truth.Books;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Packages: every version there with its archive until deleted; a route as somebody set it last.
 */
final class Packages implements RoomCheck {
  private final StoreReader store;
  private final Books books;
  private final Findings findings;
  private final Map<String, StoredPackage> found = new HashMap<>();
  private final Map<String, Entry> removals = new HashMap<>();

  Packages(StoreReader store, Books books, Findings findings) {
    this.store = store;
    this.books = books;
    this.findings = findings;
  }

  /** That the operation set the route to that hash. */
  private record Setting(Entry entry, String hash) {}

  @Override
  public void look() {
    Pages.all(store.packages()::list)
        .forEach(stored -> found.put(name(stored.type(), stored.hash()), stored));
    findings.count("packages", found.size());
    Map<String, List<Setting>> settings = new TreeMap<>();
    Map<String, Long> lengths = new HashMap<>();
    for (Entry entry : books.entries()) {
      for (Effect effect : entry.op().effects()) {
        if (effect instanceof Effect.Deploy deploy) {
          lengths.put(name(deploy.type(), deploy.hash()), deploy.length());
          add(settings, deploy.type(), new Setting(entry, deploy.hash()));
        } else if (effect instanceof Effect.Point point) {
          add(settings, point.type(), new Setting(entry, point.hash()));
        } else if (effect instanceof Effect.Remove remove) {
          removals.put(name(remove.type(), remove.hash()), entry);
        }
      }
    }
    found.forEach((name, stored) -> look(name, stored, lengths));
    settings.forEach(this::route);
  }

  private static void add(Map<String, List<Setting>> settings, String type, Setting setting) {
    settings.computeIfAbsent(type, key -> new ArrayList<>()).add(setting);
  }

  private static String name(String type, String hash) {
    return type + "/" + hash;
  }

  private void look(String name, StoredPackage stored, Map<String, Long> lengths) {
    Optional<Long> length = Optional.ofNullable(lengths.get(name));
    if (length.isEmpty()) {
      findings.violated("nothing is there that nobody asked", "package " + name, "nothing", name);
    } else if (length.get() != stored.length()) {
      findings.violated("an archive is whole", "package " + name, length.get(), stored.length());
    }
    Optional.ofNullable(removals.get(name))
        .filter(Entry::done)
        .ifPresent(
            entry ->
                findings.violated(
                    "what was deleted is gone", entry, "no package " + name, "there"));
  }

  /** The route is what somebody set, and nobody set it after he was told. */
  private void route(String type, List<Setting> settings) {
    Optional<String> now = store.packages().route(type).map(Route::hash);
    long latest =
        settings.stream()
            .map(Setting::entry)
            .filter(Entry::done)
            .mapToLong(Entry::askedAt)
            .max()
            .orElse(0);
    boolean explained =
        now.map(
                hash ->
                    settings.stream()
                        .filter(setting -> setting.hash().equals(hash))
                        .anyMatch(
                            setting ->
                                !setting.entry().refused() && setting.entry().toldAt() >= latest))
            .orElse(latest == 0);
    if (!explained) {
      findings.violated(
          "a route is as it was set last", "route of " + type, "one that nobody set anew", now);
    }
  }

  @Override
  public Optional<Presence> presence(Entry entry, Effect effect) {
    if (!(effect instanceof Effect.Deploy deploy)) {
      return Optional.empty();
    }
    String name = name(deploy.type(), deploy.hash());
    if (found.containsKey(name)) {
      return Optional.of(Presence.THERE);
    }
    return Optional.of(removals.containsKey(name) ? Presence.HIDDEN : Presence.ABSENT);
  }
}
