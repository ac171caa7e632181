package io.perdure.conformance.general;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.kit.Clause;
import io.perdure.store.PageToken;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@Clause("G13")
@DisplayName("Secret tokens")
public abstract class TokensSuite {
  /** Types whose tokens say where a list goes on, and are no secret. */
  private static final Set<Class<?>> OPEN = Set.of(PageToken.class);

  @Test
  @DisplayName("are handed out by no type yet: the first that does has to be proved here")
  void noneYet() {
    List<String> secrets =
        ApiTypes.all().stream()
            .filter(type -> !OPEN.contains(type))
            .flatMap(TokensSuite::secrets)
            .toList();

    assertThat(secrets).isEmpty();
  }

  @Test
  @DisplayName("are not what pages go on by: a page token holds a key and may be shown")
  void pageTokensAreOpen() {
    assertThat(new PageToken("abc")).hasToString("abc");
  }

  private static Stream<String> secrets(Class<?> type) {
    return Stream.of(type.getMethods())
        .filter(method -> method.getParameterCount() == 0 && !isOpen(method))
        .filter(method -> named(method.getName()) || named(method.getReturnType().getSimpleName()))
        .map(Method::toString);
  }

  private static boolean isOpen(Method method) {
    return OPEN.contains(method.getReturnType());
  }

  private static boolean named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Stream.of("token", "claim", "lease", "secret").anyMatch(lower::contains);
  }
}
