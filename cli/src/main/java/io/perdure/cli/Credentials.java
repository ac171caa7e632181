package io.perdure.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Who connects to Postgres, and the password: never from the command line itself. */
final class Credentials {
  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "Who connects (or PERDURE_USER, or user in the config file).")
  private Optional<String> user = Optional.empty();

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = {
        "A file with the password in one line (or the variable PERDURE_PASSWORD_FILE; the password itself",
        "may be the variable PERDURE_PASSWORD)."
      })
  private Optional<Path> file = Optional.empty();

  @Option(names = "--password", description = "Ask for the password on the terminal.")
  private boolean ask;

  /**
   * Who connects.
   *
   * @param user the name, if one is said
   * @param password possibly empty
   */
  record Who(Optional<String> user, String password) {
    /** The user; never the password. */
    @Override
    public String toString() {
      return user.orElse("");
    }
  }

  Who resolve(Console console, Settings settings) {
    if (ask && file.isPresent()) {
      throw CommandException.usage("choose one of --password and --password-file");
    }
    Optional<String> name = user.or(() -> settings.find(Settings.USER));
    Optional<String> password = password(console, settings, name);
    password.ifPresent(console.secrets()::learn);
    if (name.isEmpty() && password.isPresent()) {
      throw CommandException.usage(
          "there is a password, but no user: set PERDURE_USER or give --user NAME");
    }
    return new Who(name, password.orElse(""));
  }

  private Optional<String> password(Console console, Settings settings, Optional<String> name) {
    if (ask) {
      String question = "Password" + name.map(user -> " of " + user).orElse("") + ": ";
      return Optional.of(
          console
              .prompt()
              .ask(question)
              .orElseThrow(
                  () ->
                      CommandException.usage(
                          "there is no terminal to ask for the password on; set PERDURE_PASSWORD or"
                              + " PERDURE_PASSWORD_FILE")));
    }
    if (file.isPresent()) {
      return file.map(Settings::password);
    }
    for (Settings.Layer layer : Settings.Layer.values()) {
      Optional<String> itself = settings.find(layer, Settings.PASSWORD);
      Optional<String> place = settings.find(layer, Settings.PASSWORD_FILE);
      if (itself.isPresent() && place.isPresent()) {
        throw CommandException.usage(
            "the password is said twice: by "
                + said(layer, Settings.PASSWORD)
                + " and "
                + said(layer, Settings.PASSWORD_FILE));
      }
      if (itself.isPresent()) {
        return itself;
      }
      if (place.isPresent()) {
        return place.map(Path::of).map(Settings::password);
      }
    }
    return Optional.empty();
  }

  private static String said(Settings.Layer layer, String name) {
    return layer == Settings.Layer.ENVIRONMENT ? Settings.variable(name) : name;
  }
}
