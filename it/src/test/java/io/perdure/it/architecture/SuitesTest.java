package io.perdure.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.perdure.conformance.kit.Clause;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;

@DisplayName("The suites")
class SuitesTest {
  private static final JavaClasses ALL =
      new ClassFileImporter().importPackages("io.perdure.conformance", "io.perdure.it");

  @Test
  @DisplayName("are all run: each has a class of its own in the tests")
  void areRun() {
    List<JavaClass> idle =
        suites(
            type -> !type.isNestedClass() && type.getAllSubclasses().stream().allMatch(this::idle));
    assertThat(idle).isEmpty();
  }

  @Test
  @DisplayName("name a clause for every test")
  void nameClauses() {
    List<JavaMethod> nameless =
        suites(type -> true).stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> isTest(method) && !namesClause(method))
            .toList();
    assertThat(nameless).isEmpty();
  }

  private boolean idle(JavaClass type) {
    return isAbstract(type) || !type.getPackageName().startsWith("io.perdure.it");
  }

  /** Those that are published: in {@code src/main}, top level or nested in one of those. */
  private static List<JavaClass> suites(Predicate<JavaClass> more) {
    return ALL.stream()
        .filter(type -> type.getPackageName().startsWith("io.perdure.conformance"))
        .filter(type -> !type.getPackageName().startsWith("io.perdure.conformance.kit"))
        .filter(SuitesTest::isPublished)
        .filter(type -> type.getMethods().stream().anyMatch(SuitesTest::isTest))
        .filter(more)
        .toList();
  }

  private static boolean isPublished(JavaClass type) {
    return type.getSource().orElseThrow().getUri().toString().contains("/target/classes/");
  }

  private static boolean isAbstract(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.ABSTRACT);
  }

  private static boolean isTest(JavaMethod method) {
    return method.isMetaAnnotatedWith(Testable.class);
  }

  private static boolean namesClause(JavaMethod method) {
    return method.isAnnotatedWith(Clause.class)
        || List.of(method.getOwner(), outermost(method.getOwner())).stream()
            .anyMatch(type -> type.isAnnotatedWith(Clause.class));
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(SuitesTest::outermost).orElse(type);
  }
}
