package io.perdure.conformance.general;

import io.perdure.store.Store;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The public types of the API, found where it was loaded from, so that none is forgotten. */
public final class ApiTypes {
  private ApiTypes() {}

  /** Every public type that callers may use, nested ones too, by name. */
  public static List<Class<?>> all() {
    try {
      URI from = Store.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      Path place = Path.of(from);
      if (Files.isDirectory(place)) {
        return under(place);
      }
      try (FileSystem jar = FileSystems.newFileSystem(place)) {
        return under(jar.getPath("/"));
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the API cannot be listed", e);
    }
  }

  private static List<Class<?>> under(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("io/perdure/store"))) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
          .filter(name -> !name.contains("/internal/"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .sorted()
          .<Class<?>>map(ApiTypes::load)
          .filter(type -> Modifier.isPublic(type.getModifiers()))
          .toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
