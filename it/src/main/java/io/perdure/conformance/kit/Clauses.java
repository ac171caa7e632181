package io.perdure.conformance.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.AnnotationSupport;

/** The clauses of the contract, and what the tests say about them. */
final class Clauses {
  private static final String LIST = "/io/perdure/conformance/clauses.txt";

  private Clauses() {}

  /**
   * A clause that the suites must prove.
   *
   * @param id like {@code H4}
   * @param needs what a backend must have for the clause to say anything there
   * @param text in a few words
   */
  record Listed(String id, Set<Capability> needs, String text) {}

  /** The clauses that every backend must prove now, in the order of the contract. */
  static List<Listed> listed() {
    InputStream list = Objects.requireNonNull(Clauses.class.getResourceAsStream(LIST));
    try (var lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Clauses::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Listed parse(String line) {
    String[] parts = line.split("\\|", 3);
    Set<Capability> needs =
        Stream.of(parts[1].trim().split(" "))
            .filter(need -> !need.isEmpty())
            .map(Capability::valueOf)
            .collect(Collectors.toCollection(TreeSet::new));
    return new Listed(parts[0].trim(), needs, parts[2].trim());
  }

  /** The ids that a test names, on itself or on a class around it. */
  static Set<String> of(Class<?> type, @Nullable Method method) {
    Set<String> ids = new LinkedHashSet<>();
    around(type, method)
        .flatMap(element -> AnnotationSupport.findAnnotation(element, Clause.class).stream())
        .forEach(clause -> ids.addAll(Arrays.asList(clause.value())));
    return ids;
  }

  /** The capabilities that a test needs, by itself or by a class around it. */
  static Set<Capability> needs(Class<?> type, @Nullable Method method) {
    Set<Capability> needs = new TreeSet<>();
    around(type, method).forEach(element -> needs.addAll(needs(element)));
    return needs;
  }

  /** The capabilities that this class or method itself names. */
  static Set<Capability> needs(@Nullable AnnotatedElement element) {
    return AnnotationSupport.findAnnotation(Optional.ofNullable(element), Needs.class)
        .map(needs -> Set.of(needs.value()))
        .orElse(Set.of());
  }

  private static Stream<AnnotatedElement> around(Class<?> type, @Nullable Method method) {
    Stream<AnnotatedElement> classes =
        Stream.<@Nullable Class<?>>iterate(
                type, Objects::nonNull, c -> c == null ? null : c.getEnclosingClass())
            .map(Objects::requireNonNull);
    return method == null ? classes : Stream.concat(Stream.of(method), classes);
  }
}
