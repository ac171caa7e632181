package io.perdure.it.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.regex.Pattern;

/** What no class of the house may do, outside the places that are named here. */
final class HouseRules {
  /** The time in an id orders ids for people; it decides nothing. */
  private static final DescribedPredicate<JavaClass> IDS =
      describe(
          "makes the ids of outputs",
          c -> c.getName().equals("io.perdure.store.jooq.outputs.OutputIds"));

  private static final String ROOMS = "(history|timers|packages|leases|documents|outputs|tasks)";
  private static final DescribedPredicate<JavaClass> DIALECT =
      resideInAPackage("io.perdure.store.jooq.dialect..");
  private static final DescribedPredicate<JavaClass> DOOR = resideInAPackage("io.perdure");
  private static final DescribedPredicate<JavaClass> SCHEMA =
      resideInAPackage("io.perdure.schema..");

  /** Flushes finished copies, which nobody has open. */
  private static final DescribedPredicate<JavaClass> FLUSH =
      describe(
          "is the flush of copies",
          c -> c.getName().equals("io.perdure.store.jooq.dialect.sqlite.Flush"));

  private static final DescribedPredicate<JavaClass> TESTS =
      resideInAnyPackage(
          "io.perdure.conformance..", "io.perdure.embedded..", "io.perdure.examples..");

  private HouseRules() {}

  static ArchRule wallClockIsReadOnlyInTheDialect() {
    return noClasses()
        .that(not(DIALECT.or(DOOR)).and(not(TESTS)).and(not(IDS)))
        .should()
        .accessTargetWhere(
            member(
                "the wall clock",
                "java\\.time\\.\\w+\\.now"
                    + "|java\\.lang\\.System\\.currentTimeMillis"
                    + "|java\\.time\\.(Clock|InstantSource)\\.(system|tick)\\w*"
                    + "|java\\.util\\.Date\\.<init>"));
  }

  static ArchRule nobodySleeps() {
    return noClasses().should().accessTargetWhere(member("sleep", "java\\.lang\\.Thread\\.sleep"));
  }

  static ArchRule databaseFilesAreNotOpenedBesideSqlite() {
    return noClasses()
        .that(not(SCHEMA.or(TESTS).or(FLUSH)))
        .should()
        .accessTargetWhere(
            member(
                "ordinary file I/O",
                "java\\.io\\.(File(Input|Output)Stream|File(Reader|Writer)|RandomAccessFile)\\..*"
                    + "|java\\.nio\\.channels\\.(Asynchronous)?FileChannel\\.open"
                    + "|java\\.nio\\.file\\.Files\\.(new|copy|read|write|lines|mismatch)\\w*"));
  }

  static ArchRule driversStayInTheDialect() {
    return noClasses()
        .that(not(DIALECT.or(DOOR).or(SCHEMA).or(TESTS)))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.sqlite..", "org.postgresql..")
                .or(
                    describe(
                        "are jOOQ's dialects", c -> c.getName().equals("org.jooq.SQLDialect"))));
  }

  static ArchRule transactionsAreOurOwn() {
    return noClasses()
        .should()
        .accessTargetWhere(
            describe(
                "a transaction of jOOQ's",
                access ->
                    access.getTargetOwner().isAssignableTo("org.jooq.DSLContext")
                        && access.getTarget().getName().startsWith("transaction")));
  }

  static ArchRule rowLocksStayInTheDialect() {
    return noClasses()
        .that(not(DIALECT))
        .should()
        .accessTargetWhere(
            describe(
                "a row lock",
                access ->
                    access.getTargetOwner().getPackageName().equals("org.jooq")
                        && Set.of("forUpdate", "forShare", "forNoKeyUpdate", "forKeyShare")
                            .contains(access.getTarget().getName())));
  }

  static ArchRule nobodyPrints() {
    return noClasses()
        .that(not(TESTS))
        .should()
        .accessTargetWhere(
            member(
                "the console",
                "java\\.lang\\.System\\.(out|err)|java\\.lang\\.Throwable\\.printStackTrace"));
  }

  /** Rooms directly below that package know nothing of each other. */
  static ArchRule roomsStandApart(String packageOfRooms) {
    return slices().matching(packageOfRooms + "." + ROOMS + "..").should().notDependOnEachOther();
  }

  static ArchRule interfaceNeedsOnlyTheJdk() {
    return noClasses()
        .that(resideInAPackage("io.perdure.store..").and(not(inJooq())))
        .should()
        .dependOnClassesThat(
            not(
                resideInAnyPackage("java..", "javax.sql..", "org.jspecify..")
                    .or(resideInAPackage("io.perdure.store..").and(not(inJooq())))
                    .or(describe("are arrays or primitives", c -> c.getPackageName().isEmpty()))));
  }

  static ArchRule schemaKnowsNoStoreAndNoJooq() {
    return noClasses()
        .that(SCHEMA)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.perdure", "io.perdure.store..", "io.perdure.tables..")
                .or(resideInAPackage("org.jooq..")));
  }

  static ArchRule enginesKnowNoDialectByName() {
    return noClasses()
        .that(inJooq().and(not(DIALECT)))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "io.perdure.store.jooq.dialect.sqlite..",
                "io.perdure.store.jooq.dialect.postgres.."));
  }

  static ArchRule exceptionsHaveOneRoot() {
    return noClasses()
        .that(
            resideInAPackage("io.perdure.store..")
                .and(not(inJooq()))
                .and(assignableTo(RuntimeException.class))
                .and(describe("are public", c -> c.getModifiers().toString().contains("PUBLIC"))))
        .should()
        .notBeAssignableTo("io.perdure.store.StoreException");
  }

  private static DescribedPredicate<JavaClass> inJooq() {
    return resideInAPackage("io.perdure.store.jooq..");
  }

  private static DescribedPredicate<JavaAccess<?>> member(String what, String names) {
    Pattern pattern = Pattern.compile(names);
    return describe(what, access -> pattern.matcher(name(access.getTarget())).matches());
  }

  private static String name(AccessTarget target) {
    return target.getOwner().getName() + "." + target.getName();
  }
}
