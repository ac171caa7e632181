package io.perdure.conformance.general;

import static io.perdure.conformance.general.Loot.ATTEMPT;
import static io.perdure.conformance.general.Loot.DOCUMENT;
import static io.perdure.conformance.general.Loot.HASH;
import static io.perdure.conformance.general.Loot.TYPE;
import static io.perdure.conformance.general.Loot.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.store.Bytes;
import io.perdure.store.NotFoundException;
import io.perdure.store.RevisionConflictException;
import io.perdure.store.outputs.Latest;
import io.perdure.store.outputs.NewOutput;
import io.perdure.store.outputs.OutputKind;
import io.perdure.store.packages.DeployedPackage;
import java.util.List;
import java.util.Optional;

/** Attacks on packages, outputs and documents. */
final class ContentAttacks {
  private static final DeployedPackage STOLEN = new DeployedPackage(TYPE, HASH, Samples.AT);

  private ContentAttacks() {}

  static void add(Attacks to) {
    packages(to);
    outputs(to);
    documents(to);
  }

  private static void packages(Attacks to) {
    to.pages("Packages.list(PageRequest)", (b, page) -> b.packages().list(page));
    to.pages("Packages.archives(PageRequest)", (b, page) -> b.packages().archives(page));
    to.pages("Packages.routes(PageRequest)", (b, page) -> b.packages().routes(page));
    to.empty(
        "Packages.find(String, String)", Optional.empty(), (b, l) -> b.packages().find(TYPE, HASH));
    to.refused(
        "Packages.archive(String, String)",
        NotFoundException.class,
        (b, l) -> b.packages().archive(TYPE, HASH));
    to.empty("Packages.route(String)", Optional.empty(), (b, l) -> b.packages().route(TYPE));
    to.refused(
        "Packages.verify(String, String)",
        NotFoundException.class,
        (b, l) -> b.packages().verify(TYPE, HASH));
    Attacks.Attack put = (b, l) -> b.packages().put(STOLEN, l.staged());
    to.refused(
        "Packages.put(DeployedPackage, StagedArchive)",
        NotFoundException.class,
        Attacks.answering(put));
    Attacks.Attack putRouted = (b, l) -> b.packages().put(STOLEN, l.staged(), List.of("x"));
    to.refused(
        "Packages.put(DeployedPackage, StagedArchive, List)",
        NotFoundException.class,
        Attacks.answering(putRouted));
    to.looking("Packages.delete(String, String)", (b, l) -> b.packages().delete(TYPE, HASH));
    to.looking("Packages.discard(StagedArchive)", (b, l) -> b.packages().discard(l.staged()));
    to.empty("Packages.collect(int)", 0, (b, l) -> b.packages().collect(100));
    Bytes own = Bytes.utf8("own");
    to.making("Packages.put(DeployedPackage, Bytes)", (b, l) -> b.packages().put(STOLEN, own));
    to.making(
        "Packages.put(DeployedPackage, Bytes, List)",
        (b, l) -> b.packages().put(STOLEN, own, List.of("type2")));
    to.making(
        "Packages.put(DeployedPackage, InputStream)",
        (b, l) -> b.packages().put(STOLEN, own.newInputStream()));
    to.making(
        "Packages.put(DeployedPackage, InputStream, List)",
        (b, l) -> b.packages().put(STOLEN, own.newInputStream(), List.of("type2")));
    to.making(
        "Packages.pointRoute(String, String)",
        (b, l) -> b.packages().pointRoute(TYPE, "elsewhere"));
    to.making(
        "Packages.stage(InputStream)",
        (b, l) -> b.packages().discard(b.packages().stage(own.newInputStream())));
  }

  private static void outputs(Attacks to) {
    to.empty("Outputs.find(OutputId)", Optional.empty(), (b, l) -> b.outputs().find(l.output()));
    to.refused(
        "Outputs.get(OutputId)", NotFoundException.class, (b, l) -> b.outputs().get(l.output()));
    to.empty(
        "Outputs.latest(Latest)",
        Optional.empty(),
        (b, l) -> b.outputs().latest(Latest.of("producer").within(ATTEMPT)));
    to.pages(
        "Outputs.list(TaskAttempt, PageRequest)", (b, page) -> b.outputs().list(ATTEMPT, page));
    to.refused(
        "Outputs.lineage(OutputId, int)",
        NotFoundException.class,
        (b, l) -> b.outputs().lineage(l.output(), 10));
    NewOutput output = NewOutput.of(ATTEMPT, "producer", OutputKind.SUCCEEDED).payload(payload());
    to.refused(
        "Outputs.append(NewOutput), with their parent",
        NotFoundException.class,
        (b, l) -> b.outputs().append(output.parents(l.output())));
    to.making(
        "Outputs.append(NewOutput)",
        (b, l) ->
            assertThat(b.outputs().append(output.key(Loot.KEY).onlyFinal()))
                .isNotEqualTo(l.output()));
  }

  private static void documents(Attacks to) {
    to.empty("Documents.find(String)", Optional.empty(), (b, l) -> b.documents().find(DOCUMENT));
    to.refused(
        "Documents.get(String)", NotFoundException.class, (b, l) -> b.documents().get(DOCUMENT));
    to.empty("Documents.revision(String)", 0L, (b, l) -> b.documents().revision(DOCUMENT));
    to.pages("Documents.list(PageRequest)", (b, page) -> b.documents().list(page));
    to.refused(
        "Documents.put(String, long, Payload), at their revision",
        RevisionConflictException.class,
        (b, l) -> b.documents().put(DOCUMENT, 1, payload()));
    to.empty("Documents.delete(String, long)", false, (b, l) -> b.documents().delete(DOCUMENT, 1));
    to.fresh(
        "Documents.put(String, long, Payload)",
        1L,
        (b, l) -> b.documents().put(DOCUMENT, 0, payload()));
  }
}
