package io.perdure.conformance.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Clause;
import io.perdure.store.PageToken;
import io.perdure.store.Token;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Clause("G13")
@DisplayName("Secret tokens")
public abstract class TokensSuite {
  private static final int MANY = 1000;
  private static final int BITS = 128;

  @Test
  @DisplayName("have 128 bits, each of which is now one and now the other")
  void random() {
    BitSet ones = new BitSet(BITS);
    BitSet zeros = new BitSet(BITS);
    Set<Token> seen = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      Token token = Token.random();
      assertThat(token.value()).matches("[0-9a-f]{32}");
      assertThat(seen.add(token)).isTrue();
      BigInteger bits = new BigInteger(token.value(), 16);
      IntStream.range(0, BITS).forEach(bit -> (bits.testBit(bit) ? ones : zeros).set(bit));
    }

    assertThat(ones.cardinality()).isEqualTo(BITS);
    assertThat(zeros.cardinality()).isEqualTo(BITS);
  }

  @Test
  @DisplayName("are masked in toString, and come back from their text")
  void masked() {
    Token token = Token.random();

    assertThat(token.toString()).isEqualTo(Token.random().toString());
    assertThat(Token.of(token.value())).isEqualTo(token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0123456789abcdef0123456789abcde",
        "0123456789abcdef0123456789abcdef0",
        "0123456789ABCDEF0123456789ABCDEF",
        "0123456789abcdef 123456789abcdef"
      })
  @DisplayName("of another text are refused, and the error does not repeat it:")
  void malformed(String text) {
    assertThatThrownBy(() -> Token.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("token must be 32 hexadecimal digits in lower case");
  }

  @Test
  @DisplayName("are handed out as that masked type by everything that has one")
  void oneType() {
    List<String> bare =
        ApiTypes.all().stream()
            .filter(type -> type != Token.class && type != PageToken.class)
            .flatMap(type -> Stream.of(type.getMethods()))
            .filter(method -> method.getName().toLowerCase(Locale.ROOT).contains("token"))
            .filter(method -> method.getReturnType() == String.class)
            .map(Method::toString)
            .toList();

    assertThat(bare).isEmpty();
  }
}
