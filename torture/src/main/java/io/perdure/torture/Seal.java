package io.perdure.torture;

import io.perdure.torture.truth.Books;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the logs of a run were when its last process had ended.
 *
 * @param file where that stands, as {@code sha256sum} writes it
 * @param logs their folder, beside the file
 */
record Seal(Path file, Path logs) {
  /** Keeps what they are now. */
  void write() throws IOException {
    Files.write(file, sums());
  }

  /**
   * Looks whether they still are what was kept. A run that was itself killed kept nothing.
   *
   * @throws TortureException if they are not
   */
  void check() throws IOException {
    if (Files.exists(file)) {
      List<String> kept = Files.readAllLines(file);
      List<String> now = sums();
      if (!kept.equals(now)) {
        List<String> changed = new ArrayList<>(kept);
        changed.removeAll(now);
        throw new TortureException(
            "the logs are not as the run has left them (sha256sum -c "
                + file.getFileName()
                + " tells which): "
                + (changed.isEmpty() ? "there are more" : changed.get(0)));
      }
    }
  }

  private List<String> sums() throws IOException {
    try (Stream<Path> all = Files.list(logs)) {
      List<String> sums = new ArrayList<>();
      for (Path log : all.filter(log -> log.toString().endsWith(Books.LOG)).sorted().toList()) {
        sums.add(sum(log) + "  " + logs.getFileName() + "/" + log.getFileName());
      }
      return sums;
    }
  }

  private static String sum(Path log) throws IOException {
    try (InputStream in = Files.newInputStream(log)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
