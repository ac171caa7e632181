package io.perdure.torture;

import io.perdure.Perdure;
import io.perdure.torture.checker.Checker;
import io.perdure.torture.checker.Findings;
import io.perdure.torture.faults.Fault;
import io.perdure.torture.faults.Faults;
import io.perdure.torture.scenarios.Scenario;
import io.perdure.torture.scenarios.Scenarios;
import io.perdure.torture.scenarios.Scene;
import io.perdure.torture.stage.Crew;
import io.perdure.torture.stage.Member;
import io.perdure.torture.stage.PostgresSite;
import io.perdure.torture.stage.Site;
import io.perdure.torture.stage.SqliteSite;
import io.perdure.torture.stage.Stage;
import io.perdure.torture.stage.StuckException;
import io.perdure.torture.truth.Books;
import io.perdure.torture.workload.Door;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** One run: workers work, faults strike, all is worked off, and what is there is compared. */
final class Run {
  private static final int LONGEST_PAUSE_MILLIS = 1500;
  private static final int BRITTLE_DELIVERIES = 3;

  private final Plan plan;
  private final RunFolder folder;
  private final Narrator narrator;
  private final Map<String, Integer> struck = new TreeMap<>();
  private final List<String> stuck = new ArrayList<>();
  private final BackupCheck backups;

  Run(Plan plan, RunFolder folder, Narrator narrator) {
    this.plan = plan;
    this.folder = folder;
    this.narrator = narrator;
    this.backups = new BackupCheck(folder);
  }

  /** Runs to the end and answers whether nothing was violated. */
  boolean play() throws Exception {
    folder.property(RunFolder.BACKEND, plan.backend());
    folder.property("seed", Long.toString(plan.seed()));
    folder.property("command", plan.command());
    boolean right = scenarios();
    if (onlyScenarios()) {
      return right;
    }
    folder.property("image", plan.image());
    try (Site site = site()) {
      folder.property(RunFolder.DATABASE, site.title());
      narrator.say("%s on %s, kept in %s", plan.command(), site.title(), folder.path());
      migrate(site);
      folder.property(RunFolder.STORE, site.direct().identity());
      Checker.State state = torture(site);
      folder.property("state", state.name());
      folder.property("faults", struck.toString());
      return report(site) && right;
    }
  }

  private boolean onlyScenarios() {
    return !plan.faults().isEmpty()
        && plan.faults().size() == Scenarios.named(plan.faults()).size();
  }

  private boolean scenarios() throws Exception {
    boolean right = true;
    for (Scenario scenario : Scenarios.named(plan.faults())) {
      narrator.event("%s", scenario.name());
      Path place = Files.createDirectories(folder.path().resolve(scenario.name()));
      List<String> wrong =
          scenario.play(new Scene(place.toAbsolutePath(), plan.backend(), plan.seed(), this::tell));
      wrong.forEach(what -> tell("VIOLATION: " + scenario.name() + ": " + what));
      tell(scenario.name() + ", violations: " + wrong.size());
      right &= wrong.isEmpty();
    }
    return right;
  }

  private void tell(String line) {
    narrator.say("%s", line);
    folder.write("report.txt", line);
  }

  private Site site() throws IOException {
    if (plan.image().isEmpty()) {
      return plan.backend().equals("postgres")
          ? PostgresSite.on(folder.server())
          : new SqliteSite(folder.file());
    }
    try {
      return PostgresSite.inContainer(plan.image());
    } catch (RuntimeException e) { // Testcontainers has many
      throw new TortureException(
          "there is no server in a container of " + plan.image() + ": " + e.getMessage());
    }
  }

  private static void migrate(Site site) {
    try (Perdure perdure = site.direct().open().migrateOnOpen().open()) {
      perdure.namespace(Door.NAMESPACE).tasks().setMaxDeliveries("brittle", BRITTLE_DELIVERIES);
    }
  }

  private Checker.State torture(Site site) throws Exception {
    Random chance = new Random(plan.seed());
    try (Crew crew = new Crew(site.forWorkers(), folder.logs(), plan.seed())) {
      crew.start(plan.workers());
      crew.awaitProgress();
      Stage stage = new Stage(crew, site, folder.path(), chance);
      Faults faults = Faults.of(plan.backend(), plan.faults(), chance);
      long end = System.nanoTime() + plan.time().toNanos();
      int strikes = plan.rounds() * faults.size();
      do {
        stage.pass(chance.nextInt(LONGEST_PAUSE_MILLIS));
        strike(faults.next(), stage);
        strikes--;
      } while (plan.rounds() > 0 ? strikes > 0 : System.nanoTime() < end);
      narrator.event("the faults are over: what is left is worked off");
      crew.drain();
      return Checker.State.DRAINED;
    } catch (StuckException e) {
      narrator.event("STUCK: %s", String.valueOf(e.getMessage()));
      stuck.add(String.valueOf(e.getMessage()));
      return Checker.State.CUT;
    }
  }

  private void strike(Fault fault, Stage stage) throws Exception {
    String what = fault.strike(stage);
    struck.merge(fault.name(), 1, Integer::sum);
    String line = narrator.event("%-17s %s", fault.name(), what);
    folder.write("faults.txt", line);
    for (Member member : stage.crew().endedByThemselves()) {
      throw new StuckException(
          member.name() + " has ended by itself, exit code " + member.awaitEnd());
    }
    stage.crew().replaceDead();
    stage.crew().awaitProgress();
    stuck.addAll(backups.one());
  }

  private boolean report(Site site) throws Exception {
    narrator.event("everything is compared with what was told");
    folder.seal().write();
    Books books = Books.in(folder.logs());
    Findings findings = folder.compared(site.direct(), books);
    stuck.addAll(backups.all(books));
    tell("backups compared: " + backups.checked());
    Report report = new Report(books, findings, struck, stuck);
    report.write(this::tell);
    return report.isClean();
  }
}
