package io.perdure.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The house")
class ArchitectureTest {
  private static final int LONGEST_FILE = 500;
  private static final String OFFENDERS = "io.perdure.it.architecture.offender";
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(place -> !place.contains("/io/perdure/examples/"))
          .importPackages("io.perdure");
  private static final JavaClasses BAD = new ClassFileImporter().importPackages(OFFENDERS);

  @Test
  @DisplayName("reads the wall clock only in the dialect and the door")
  void wallClock() {
    bites(HouseRules.wallClockIsReadOnlyInTheDialect()).check(HOUSE);
  }

  @Test
  @DisplayName("never sleeps")
  void sleep() {
    bites(HouseRules.nobodySleeps()).check(HOUSE);
  }

  @Test
  @DisplayName("does not open database files with ordinary file I/O")
  void files() {
    bites(HouseRules.databaseFilesAreNotOpenedBesideSqlite()).check(HOUSE);
  }

  @Test
  @DisplayName("knows drivers and dialects only in the dialect, the door and the schema")
  void drivers() {
    bites(HouseRules.driversStayInTheDialect()).check(HOUSE);
  }

  @Test
  @DisplayName("runs transactions of its own, never jOOQ's")
  void transactions() {
    bites(HouseRules.transactionsAreOurOwn()).check(HOUSE);
  }

  @Test
  @DisplayName("locks rows only in the dialect")
  void rowLocks() {
    bites(HouseRules.rowLocksStayInTheDialect()).check(HOUSE);
  }

  @Test
  @DisplayName("prints nothing")
  void prints() {
    bites(HouseRules.nobodyPrints()).check(HOUSE);
  }

  @Test
  @DisplayName("keeps its rooms apart, in the interface and in the implementation")
  void rooms() {
    assertThat(HouseRules.roomsStandApart(OFFENDERS).evaluate(BAD).hasViolation()).isTrue();
    HouseRules.roomsStandApart("io.perdure.store").check(HOUSE);
    HouseRules.roomsStandApart("io.perdure.store.jooq").check(HOUSE);
    HouseRules.roomsStandApart("io.perdure.store.jooq.dialect").allowEmptyShould(true).check(HOUSE);
  }

  @Test
  @DisplayName("has modules that point one way: interface, schema, implementation")
  void modules() {
    HouseRules.interfaceNeedsOnlyTheJdk().check(HOUSE);
    HouseRules.schemaKnowsNoStoreAndNoJooq().check(HOUSE);
    HouseRules.enginesKnowNoDialectByName().check(HOUSE);
  }

  @Test
  @DisplayName("has one root of exceptions")
  void exceptions() {
    HouseRules.exceptionsHaveOneRoot().check(HOUSE);
  }

  @Test
  @DisplayName("has no source file longer than 500 lines")
  void lengths() throws IOException {
    Path root = Path.of("").toAbsolutePath().getParent();
    List<Path> sources;
    try (Stream<Path> walk = Files.walk(root)) {
      sources = walk.filter(ArchitectureTest::isSource).toList();
    }
    assertThat(sources).hasSizeGreaterThan(20);
    for (Path source : sources) {
      assertThat(Files.readAllLines(source)).as("%s", source).hasSizeLessThan(LONGEST_FILE);
    }
  }

  private static boolean isSource(Path path) {
    return path.toString().endsWith(".java") && !path.toString().contains("/target/");
  }

  /** The rule, once it was seen to find the class that breaks it. */
  private static ArchRule bites(ArchRule rule) {
    assertThat(rule.evaluate(BAD).hasViolation()).as("%s finds the offender", rule).isTrue();
    return rule;
  }
}
