package io.perdure.cli;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Keeps passwords out of what is printed. */
final class Secrets {
  private static final String MASK = "***";
  private static final Pattern PARAMETER = Pattern.compile("(?i)(password=)[^&\\s]*");
  private static final Pattern AUTHORITY = Pattern.compile("(//[^/@:\\s]*:)[^/@\\s]*@");

  private final Set<String> passwords =
      new TreeSet<>(
          Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));

  Secrets(Map<String, String> environment) {
    learn(environment.getOrDefault("PERDURE_PASSWORD", ""));
  }

  /** From now on that password is masked wherever it stands. */
  void learn(String password) {
    if (!password.isEmpty()) {
      passwords.add(password);
    }
  }

  /** Whether a database's URL carries a password. */
  static boolean in(String url) {
    return PARAMETER.matcher(url).find() || AUTHORITY.matcher(url).find();
  }

  String mask(String text) {
    String masked = PARAMETER.matcher(text).replaceAll("$1" + MASK);
    masked = AUTHORITY.matcher(masked).replaceAll("$1" + MASK + "@");
    for (String password : passwords) {
      masked = masked.replace(password, MASK);
    }
    return masked;
  }
}
