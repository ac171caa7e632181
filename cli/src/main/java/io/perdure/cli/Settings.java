package io.perdure.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;

/**
 * Settings by name: from the environment ({@code PERDURE_PASSWORD_FILE}), or else from a properties
 * file ({@code password-file}).
 */
final class Settings {
  static final String SQLITE = "sqlite";
  static final String POSTGRES = "postgres";
  static final String SCHEMA = "schema";
  static final String USER = "user";
  static final String PASSWORD = "password";
  static final String PASSWORD_FILE = "password-file";

  private static final List<String> NAMES =
      List.of(SQLITE, POSTGRES, SCHEMA, USER, PASSWORD, PASSWORD_FILE);
  private static final long MOST_BYTES = 64 << 10;

  private final Console console;
  private final Properties file;

  private Settings(Console console, Properties file) {
    this.console = console;
    this.file = file;
  }

  /** The settings with those of that file. */
  static Settings of(Console console, Optional<Path> config) {
    Properties properties = new Properties();
    config
        .or(() -> console.variable("PERDURE_CONFIG").map(Path::of))
        .ifPresent(path -> load(properties, path));
    return new Settings(console, properties);
  }

  /**
   * Where a setting may stand: what stands in an earlier place hides what stands in a later one.
   */
  enum Layer {
    ENVIRONMENT,
    FILE
  }

  Optional<String> find(String name) {
    return find(Layer.ENVIRONMENT, name).or(() -> find(Layer.FILE, name));
  }

  Optional<String> find(Layer layer, String name) {
    return switch (layer) {
      case ENVIRONMENT -> console.variable(variable(name));
      case FILE -> Optional.ofNullable(file.getProperty(name)).filter(value -> !value.isEmpty());
    };
  }

  static String variable(String name) {
    return "PERDURE_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static void load(Properties properties, Path path) {
    try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw CommandException.failed("config file " + path + ": " + reason(e));
    }
    TreeSet<String> unknown = new TreeSet<>(properties.stringPropertyNames());
    NAMES.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw CommandException.usage(
          "config file "
              + path
              + " says "
              + unknown.first()
              + ", which is none of "
              + String.join(", ", NAMES));
    }
  }

  /** The first line of a file that holds a password and nothing else. */
  static String password(Path path) {
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw CommandException.failed("password file " + path + ": larger than 64 KiB");
      }
      String text = Files.readString(path, StandardCharsets.UTF_8);
      String line = text.lines().findFirst().orElse("");
      if (line.isEmpty() || text.lines().count() > 1) {
        throw CommandException.failed("password file " + path + ": not one line with a password");
      }
      return line;
    } catch (IOException e) {
      throw CommandException.failed("password file " + path + ": " + reason(e));
    }
  }

  private static String reason(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof CharacterCodingException) {
      return "not UTF-8";
    }
    return "cannot be read: " + Optional.ofNullable(e.getMessage()).orElse(e.toString());
  }
}
