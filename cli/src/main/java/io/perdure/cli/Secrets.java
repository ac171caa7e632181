package io.perdure.cli;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Keeps passwords out of what is printed. */
final class Secrets {
  private static final String MASK = "***";
  private static final Pattern PARAMETER = Pattern.compile("(?i)(password=)[^&\\s]*");
  private static final Pattern AUTHORITY = Pattern.compile("(//[^/@:\\s]*:)[^/@\\s]*@");

  private final Map<String, String> environment;

  Secrets(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Whether a database's URL carries a password. */
  static boolean in(String url) {
    return PARAMETER.matcher(url).find() || AUTHORITY.matcher(url).find();
  }

  String mask(String text) {
    String masked = PARAMETER.matcher(text).replaceAll("$1" + MASK);
    masked = AUTHORITY.matcher(masked).replaceAll("$1" + MASK + "@");
    Optional<String> password =
        Optional.ofNullable(environment.get("PERDURE_PASSWORD")).filter(value -> !value.isEmpty());
    return password.isPresent() ? masked.replace(password.get(), MASK) : masked;
  }
}
