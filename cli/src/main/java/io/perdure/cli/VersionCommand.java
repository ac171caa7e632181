package io.perdure.cli;

import io.perdure.schema.StoreSchema;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints versions. */
@Command(
    name = "version",
    description = "Prints the versions of Perdure, of the schema that it expects, and of Java.")
final class VersionCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  VersionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    String perdure =
        Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
            .orElse("(not packaged)");
    if (json) {
      new Json()
          .with("perdure", perdure)
          .with("schema", StoreSchema.expectedVersion())
          .with("java", Runtime.version().toString())
          .print(console.out());
    } else {
      console.print(
          "perdure %s\nschema %d\njava %s\n"
              .formatted(perdure, StoreSchema.expectedVersion(), Runtime.version()));
    }
    return ExitCode.DONE;
  }
}
