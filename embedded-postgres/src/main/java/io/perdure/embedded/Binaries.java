package io.perdure.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The binaries of Postgres on the class path, unpacked once for each user and version. */
final class Binaries {
  private static final Pattern VERSION = Pattern.compile("-([0-9.]+)\\.jar!");

  private Binaries() {}

  /** The folder with {@code bin}, {@code lib} and {@code share}; its name tells the version. */
  static Path unpacked() throws IOException {
    String archive = archive();
    URL found = Binaries.class.getResource("/" + archive);
    if (found == null) {
      throw new IOException("no " + archive + " on the class path: this machine has no binaries");
    }
    Matcher version = VERSION.matcher(found.toString());
    String name = "postgres-" + (version.find() ? version.group(1) : "unknown");
    Path base = Path.of(System.getProperty("java.io.tmpdir"), "perdure-" + user());
    Files.createDirectories(base);
    if (!Files.getOwner(base).getName().equals(user())) {
      throw new IOException(base + " belongs to somebody else");
    }
    Path home = base.resolve(name);
    if (Files.notExists(home)) {
      Path fresh = Files.createTempDirectory(base, name + "-");
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      unpack(found, fresh);
      settle(fresh, home);
    }
    return home;
  }

  private static String archive() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch");
    boolean arm = arch.equals("aarch64");
    return "postgres-%s-%s.txz"
        .formatted(os.startsWith("mac") ? "darwin" : "linux", arm ? "arm_64" : "x86_64");
  }

  private static String user() {
    return System.getProperty("user.name");
  }

  /** Several processes may unpack at once: the first is kept, and each system says so its way. */
  private static void settle(Path fresh, Path home) throws IOException {
    try {
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      delete(fresh);
      if (Files.notExists(home)) {
        throw e;
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> inside;
    try (Stream<Path> walk = Files.walk(folder)) {
      inside = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : inside) {
      Files.delete(path);
    }
  }

  private static void unpack(URL archive, Path to) throws IOException {
    try (InputStream in = archive.openStream();
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = to.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.getParent());
          if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
          } else {
            Files.copy(tar, path);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
          }
        }
      }
    }
  }
}
