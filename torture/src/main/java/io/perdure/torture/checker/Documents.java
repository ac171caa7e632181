package io.perdure.torture.checker;

import io.perdure.store.StoreReader;
import io.perdure.store.documents.Document;
import io.perdure.torture.truth.Books;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Entry;
import io.perdure.torture.truth.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Documents: each revision written by one operation, the last one there with its content. */
final class Documents implements RoomCheck {
  private static final String REVISIONS = "each revision is given once, and none is lost";

  private final StoreReader store;
  private final Books books;
  private final Histories histories;
  private final Findings findings;
  private final Map<String, Document> found = new HashMap<>();

  Documents(StoreReader store, Books books, Histories histories, Findings findings) {
    this.store = store;
    this.books = books;
    this.histories = histories;
    this.findings = findings;
  }

  /** Who asked for what of one document. */
  private static final class Asked {
    private final List<Entry> puts = new ArrayList<>();
    private final List<Entry> drops = new ArrayList<>();
  }

  @Override
  public void look() {
    Map<String, Asked> asked = new TreeMap<>();
    for (Entry entry : books.entries()) {
      for (Effect effect : entry.op().effects()) {
        if (effect instanceof Effect.Put put) {
          asked.computeIfAbsent(put.document(), key -> new Asked()).puts.add(entry);
        } else if (effect instanceof Effect.Drop drop) {
          asked.computeIfAbsent(drop.document(), key -> new Asked()).drops.add(entry);
        }
      }
    }
    List<String> there =
        Pages.all(store.documents()::list).stream().map(entry -> entry.key()).toList();
    findings.count("documents", there.size());
    for (String key : there) {
      if (!asked.containsKey(key)) {
        findings.violated("nothing is there that nobody asked", "document " + key, "nothing", key);
      }
      store.documents().find(key).ifPresent(document -> found.put(key, document));
    }
    asked.forEach(this::look);
  }

  private void look(String key, Asked asked) {
    Optional<Document> document = Optional.ofNullable(found.get(key));
    document.ifPresent(there -> contentIsThatOfAWriter(there));
    Map<Long, Entry> givenTo = new HashMap<>();
    long highest = 0;
    for (Entry entry : asked.puts) {
      Optional<Long> revision = revision(entry, key);
      if (revision.isPresent()) {
        highest = Math.max(highest, revision.get());
        Entry other = givenTo.put(revision.get(), entry);
        findings.violatedUnless(
            other == null,
            REVISIONS,
            entry,
            "revision " + revision.get() + " for it alone",
            "also for " + other);
      }
    }
    boolean mayBeGone = asked.drops.stream().anyMatch(drop -> !drop.refused());
    long now = document.map(Document::revision).orElse(0L);
    if (now < highest && (!mayBeGone || document.isPresent())) {
      findings.violated(
          REVISIONS, String.valueOf(givenTo.get(highest)), key + " at " + highest, "at " + now);
    }
    if (asked.drops.isEmpty()) {
      noneIsMissing(key, now, givenTo, asked.puts);
    } else {
      deletedAndPutAgain(asked, document);
    }
  }

  private void noneIsMissing(String key, long now, Map<Long, Entry> givenTo, List<Entry> puts) {
    for (long revision = 1; revision <= now; revision++) {
      long wanted = revision;
      boolean explained =
          givenTo.containsKey(wanted)
              || puts.stream()
                  .anyMatch(entry -> entry.open() && expected(entry, key) == wanted - 1);
      if (!explained) {
        findings.violated(
            REVISIONS,
            "document " + key + " revision " + wanted,
            "somebody who wrote it",
            "nobody");
      }
    }
  }

  /** The last acknowledged put before which nobody deleted must be there. */
  private void deletedAndPutAgain(Asked asked, Optional<Document> document) {
    for (Entry put : asked.puts) {
      boolean last =
          put.done()
              && asked.drops.stream()
                  .noneMatch(drop -> !drop.refused() && drop.toldAt() > put.askedAt());
      if (last) {
        findings.violatedUnless(
            document.isPresent(), "what was acknowledged is there", put, "a document", "none");
      }
    }
  }

  private void contentIsThatOfAWriter(Document document) {
    String content = document.payload().bytes().toUtf8();
    Optional<Entry> writer = books.find(Op.writer(content));
    boolean asked =
        writer
            .filter(entry -> !entry.refused())
            .filter(entry -> entry.op().content(0).equals(content))
            .filter(
                entry ->
                    revision(entry, document.key()).orElse(document.revision())
                        == document.revision())
            .isPresent();
    if (!asked) {
      findings.violated(
          "a document is as its revision's operation wrote it",
          "document " + document.key(),
          "the content of who wrote revision " + document.revision(),
          writer.map(Entry::toString).orElse(Op.writer(content)));
    }
  }

  /** The revision that the operation gave the document, if it is known to have. */
  private Optional<Long> revision(Entry entry, String key) {
    for (int i = 0; i < entry.op().effects().size(); i++) {
      if (entry.op().effects().get(i) instanceof Effect.Put put && put.document().equals(key)) {
        Optional<Long> told = entry.fact(i).map(Long::valueOf);
        boolean witnessed = !entry.done() && histories.committed(entry).orElse(false);
        return witnessed ? Optional.of(put.revision() + 1) : told;
      }
    }
    return Optional.empty();
  }

  private static long expected(Entry entry, String key) {
    return entry.op().effects().stream()
        .filter(effect -> effect instanceof Effect.Put put && put.document().equals(key))
        .mapToLong(effect -> ((Effect.Put) effect).revision())
        .findFirst()
        .orElse(-1);
  }

  @Override
  public Optional<Presence> presence(Entry entry, Effect effect) {
    if (!(effect instanceof Effect.Put put)) {
      return Optional.empty();
    }
    Optional<Document> document = Optional.ofNullable(found.get(put.document()));
    if (document.isEmpty()) {
      return Optional.of(put.document().startsWith("gone-") ? Presence.HIDDEN : Presence.ABSENT);
    }
    if (Op.writer(document.get().payload().bytes().toUtf8()).equals(entry.op().id())) {
      return Optional.of(Presence.THERE);
    }
    boolean later = document.get().revision() > put.revision() + 1;
    return Optional.of(later ? Presence.HIDDEN : Presence.ABSENT);
  }
}
