package io.perdure.cli;

import io.perdure.schema.BreakingChangeException;
import io.perdure.schema.SchemaBusyException;
import io.perdure.store.SchemaMismatchException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command line: {@code perdure COMMAND}. */
@Command(
    name = "perdure",
    description = "Looks into, fills and migrates a Perdure store.",
    synopsisSubcommandLabel = "COMMAND")
public final class Main {
  /** How the command line mends an absent or older schema. */
  static final String MIGRATION = " (on the command line: perdure migrate)";

  private static final int HELP_WIDTH = 112;

  private final Console console;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of an error, too.")
  private boolean verbose;

  @SuppressWarnings("UnusedVariable") // picocli reads it by reflection.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print this help.")
  private boolean help;

  private Main(Console console) {
    this.console = console;
  }

  public static void main(String[] args) {
    LogManager.getLogManager().reset();
    OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    Console console =
        new Console(
            out,
            new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8)),
            System.getenv(),
            Main::ask);
    System.exit(flushed(console, run(console, args)));
  }

  private static Optional<String> ask(String question) {
    return Optional.ofNullable(System.console())
        .map(terminal -> terminal.readPassword("%s", question))
        .map(String::valueOf);
  }

  /** Writes out what is still buffered, also of a command that failed. */
  private static int flushed(Console console, int exitCode) {
    try {
      console.out().flush();
      return exitCode;
    } catch (IOException unwritable) {
      console.say("perdure: standard output: " + unwritable.getMessage());
      return Math.max(exitCode, ExitCode.FAILED);
    }
  }

  /** Runs a command and answers its exit code. */
  static int run(Console console, String... args) {
    return commandLine(console).execute(args);
  }

  /** All commands. */
  static CommandLine commandLine(Console console) {
    Main main = new Main(console);
    CommandLine line =
        new CommandLine(main)
            .addSubcommand(new WorkflowsCommand(console))
            .addSubcommand(new HistoryCommand(console))
            .addSubcommand(new TimersCommand(console))
            .addSubcommand(new PackagesCommand(console))
            .addSubcommand(new ImportTemporalCommand(console))
            .addSubcommand(new MigrateCommand(console))
            .addSubcommand(new PlanCommand(console))
            .addSubcommand(new StatusCommand(console))
            .addSubcommand(new ValidateCommand(console))
            .addSubcommand(new DoctorCommand(console))
            .addSubcommand(new SqlCommand(console))
            .addSubcommand(new ChangesCommand(console))
            .addSubcommand(new BackupCommand(console))
            .addSubcommand(new VersionCommand(console));
    tellExitCodes(line);
    line.getSubcommands().values().forEach(Main::tellExitCodes);
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(console.err());
    line.setUsageHelpWidth(HELP_WIDTH);
    line.setExpandAtFiles(false);
    line.setParameterExceptionHandler(main::misused);
    line.setExecutionExceptionHandler((failure, command, parsed) -> main.failed(failure));
    return line;
  }

  private static void tellExitCodes(CommandLine command) {
    command
        .getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("Exit codes:%n")
        .exitCodeList(ExitCode.meanings());
  }

  private int misused(ParameterException misuse, String[] args) {
    String command = misuse.getCommandLine().getCommandSpec().qualifiedName();
    console.say("perdure: " + misuse.getMessage() + " (see " + command + " --help)");
    return ExitCode.USAGE;
  }

  private int failed(Exception failure) {
    String reason = Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
    console.say("perdure: " + reason + mending(failure));
    if (verbose) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      trace.toString().lines().forEach(console::say);
    }
    if (failure instanceof SchemaBusyException) {
      return ExitCode.BUSY;
    }
    return failure instanceof CommandException known ? known.exitCode() : ExitCode.FAILED;
  }

  private static String mending(Exception failure) {
    if (failure instanceof BreakingChangeException) {
      return " (on the command line: perdure migrate --nothing-runs)";
    }
    boolean older =
        failure instanceof SchemaMismatchException mismatch
            && mismatch.found() < mismatch.expected();
    return older ? MIGRATION : "";
  }
}
