package io.perdure.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final Path EXAMPLE =
      Path.of("src/main/java/io/perdure/examples/OneTransaction.java");
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern TAGGED =
      Pattern.compile(" *// tag::readme\n(.*?) *// end::readme", Pattern.DOTALL);

  @Test
  @DisplayName("The README's Java is that of the compiled example")
  void javaBlock() throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(Path.of("../README.md")));
    Matcher tagged = TAGGED.matcher(Files.readString(EXAMPLE));
    assertThat(block.find()).isTrue();
    assertThat(tagged.find()).isTrue();
    assertThat(block.group(1)).isEqualTo(tagged.group(1).replaceAll("(?m)^    ", ""));
    assertThat(block.find()).as("a second Java block, which nothing compiles").isFalse();
  }
}
