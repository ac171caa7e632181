package io.perdure.cli.doctor;

import io.perdure.schema.SqliteHeader;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an SQLite file is kept like. Asks the file system for names and sizes only: opening the file
 * beside SQLite would drop its locks in this process.
 */
final class SqliteExam {
  /** Locks and shared memory do not work there, or not always. */
  private static final Set<String> NETWORKS =
      Set.of(
          "9p",
          "afs",
          "beegfs",
          "ceph",
          "cifs",
          "coda",
          "davfs",
          "glusterfs",
          "gpfs",
          "lustre",
          "ncpfs",
          "nfs",
          "nfs4",
          "ocfs2",
          "smb2",
          "smb3",
          "smbfs",
          "vboxsf",
          "vmhgfs",
          "virtiofs");

  /** Four times what the store cuts the log to once it could be folded back. */
  private static final long LARGE_LOG = 256L << 20;

  private static final String MODE = "file mode";

  private final Query query;
  private final Path file;

  SqliteExam(Query query, Path file) {
    this.query = query;
    this.file = file;
  }

  List<Finding> findings() throws SQLException, IOException {
    List<Finding> findings = new ArrayList<>();
    findings.add(fileSystem(Files.getFileStore(file)));
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      findings.add(mode());
    }
    findings.add(journalMode());
    String encoding = query.text("pragma encoding");
    findings.add(
        Finding.check("encoding", encoding.equals("UTF-8"), encoding, "make the store anew"));
    long application = query.number("pragma application_id");
    findings.add(
        Finding.check(
            "owner",
            SqliteHeader.anothers(file, application).isEmpty(),
            application == 0 ? "not marked yet" : "%#x".formatted(application),
            "the file belongs to another application"));
    long page = query.number("pragma page_size");
    long pages = query.number("pragma page_count");
    long free = query.number("pragma freelist_count");
    findings.add(
        Finding.fine(
            "size", Query.size(pages * page) + ", of which free " + Query.size(free * page)));
    long log = Path.of(file + "-wal").toFile().length();
    findings.add(
        Finding.check(
            "log",
            log <= LARGE_LOG,
            Query.size(log),
            "somebody reads without an end, which keeps the log from being folded back"));
    return findings;
  }

  /**
   * Who may read and write it; beside its owner that is the operator's choice, but worth a line.
   */
  private Finding mode() throws IOException {
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
    String found = PosixFilePermissions.toString(mode);
    if (mode.stream().allMatch(each -> each.name().startsWith("OWNER_"))) {
      return Finding.fine(MODE, found);
    }
    String files =
        Stream.of("", "-wal", "-shm")
            .map(end -> Path.of(file + end))
            .filter(Files::exists)
            .map(each -> " '" + each.toString().replace("'", "'\\''") + "'")
            .collect(Collectors.joining());
    String advice = "if not meant so: chmod 600" + files;
    return mode.contains(PosixFilePermission.OTHERS_WRITE)
        ? Finding.problem(MODE, found + ": everybody may write it", advice)
        : Finding.note(MODE, found + ": not only its owner", advice);
  }

  /** A file that is read as one that nobody changes does not tell how it is kept. */
  private Finding journalMode() throws SQLException {
    String url = String.valueOf(query.connection().getMetaData().getURL());
    if (url.endsWith("immutable=1")) {
      return Finding.note("journal mode", "not seen", "nothing can be written in its folder");
    }
    String mode = query.text("pragma journal_mode");
    return Finding.check(
        "journal mode", mode.equals("wal"), mode, "open the store once, which switches to wal");
  }

  /** What kind of file system it is on; also those that a user's program provides. */
  static Finding fileSystem(FileStore store) {
    return fileSystem(store.type());
  }

  static Finding fileSystem(String type) {
    String kind = type.toLowerCase(Locale.ROOT).replaceFirst("^fuse\\.", "");
    boolean network = NETWORKS.contains(kind) || kind.startsWith("sshfs") || kind.startsWith("nfs");
    return Finding.check(
        "file system",
        !network,
        type,
        "locks do not work on a network: use a local disk, or Postgres");
  }
}
