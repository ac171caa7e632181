package io.perdure.cli;

import io.perdure.schema.StoreSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints versions. */
@Command(
    name = "version",
    description = "Prints the versions of Perdure, of the schema that it expects, and of Java.")
final class VersionCommand implements Callable<Integer> {
  private final Console console;

  VersionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    String perdure =
        Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
            .orElse("(not packaged)");
    String lines =
        "perdure %s\nschema %d\njava %s\n"
            .formatted(perdure, StoreSchema.expectedVersion(), Runtime.version());
    console.out().write(lines.getBytes(StandardCharsets.UTF_8));
    console.out().flush();
    return 0;
  }
}
