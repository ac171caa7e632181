package io.perdure.torture.checker;

import io.perdure.store.StoreReader;
import io.perdure.store.outputs.Content;
import io.perdure.store.outputs.Output;
import io.perdure.store.outputs.OutputEntry;
import io.perdure.store.outputs.OutputId;
import io.perdure.store.outputs.TaskAttempt;
import io.perdure.torture.truth.Books;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Entry;
import io.perdure.torture.truth.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Outputs: each once, with its content, in the order in which they were told, one final. */
final class Outputs implements RoomCheck {
  private final StoreReader store;
  private final Books books;
  private final Findings findings;
  private final Map<String, Integer> outputsOf = new HashMap<>();

  Outputs(StoreReader store, Books books, Findings findings) {
    this.store = store;
    this.books = books;
    this.findings = findings;
  }

  @Override
  public void look() {
    Set<String> tasks = new TreeSet<>();
    for (Entry entry : books.entries()) {
      for (Effect effect : entry.op().effects()) {
        if (effect instanceof Effect.Produce produce) {
          tasks.add(produce.task());
        }
      }
    }
    tasks.forEach(this::look);
  }

  private void look(String task) {
    long latestAsked = 0;
    long finals = 0;
    List<OutputEntry> all = Pages.all(page -> store.outputs().list(TaskAttempt.of(task, 1), page));
    findings.count("outputs", all.size());
    for (OutputEntry output : all) {
      String content = content(output.id());
      String writer = Op.writer(content);
      Optional<Entry> entry = books.find(writer);
      outputsOf.merge(writer, 1, Integer::sum);
      if (entry.isEmpty()) {
        findings.violated(
            "nothing is there that nobody asked", "output " + output.id(), "an operation", writer);
        continue;
      }
      asTold(entry.get(), output.id(), content);
      findings.violatedUnless(
          entry.get().toldAt() >= latestAsked,
          "outputs stand in the order in which they were told",
          entry.get(),
          "to stand before what was asked after it was told",
          "behind it in " + task);
      latestAsked = Math.max(latestAsked, entry.get().askedAt());
      finals += output.kind().isFinal() ? 1 : 0;
    }
    if (finals > 1) {
      findings.violated("one final output at most", "outputs of " + task, "1", finals);
    }
  }

  private void asTold(Entry entry, OutputId id, String content) {
    int index = index(entry);
    findings.violatedUnless(
        index >= 0 && entry.op().content(0).equals(content),
        "an output is as it was asked",
        entry,
        "the content that was asked",
        content.length() + " characters");
    entry
        .fact(Math.max(0, index))
        .ifPresent(
            told ->
                findings.violatedUnless(
                    told.equals(id.value()),
                    "an output has the id that was told",
                    entry,
                    told,
                    id));
  }

  private String content(OutputId id) {
    Output output = store.outputs().get(id);
    return output.content() instanceof Content.Inline inline
        ? inline.payload().bytes().toUtf8()
        : "";
  }

  private static int index(Entry entry) {
    for (int i = 0; i < entry.op().effects().size(); i++) {
      if (entry.op().effects().get(i) instanceof Effect.Produce) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public Optional<Presence> presence(Entry entry, Effect effect) {
    if (!(effect instanceof Effect.Produce)) {
      return Optional.empty();
    }
    int found = outputsOf.getOrDefault(entry.op().id(), 0);
    findings.violatedUnless(found < 2, "an output is there once", entry, "1", found);
    return Optional.of(found == 0 ? Presence.ABSENT : Presence.THERE);
  }
}
