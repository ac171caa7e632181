package io.perdure.torture.scenarios;

import io.perdure.torture.stage.Crew;
import io.perdure.torture.stage.Member;
import io.perdure.torture.stage.PostgresSite;
import io.perdure.torture.stage.Shell;
import io.perdure.torture.stage.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A place for a database on which there is no room for a while. */
interface Shortage extends AutoCloseable {
  /** Where the database may be. */
  Path place();

  /** From now on there is no room; answers what was done, for people. */
  String begin(Site site, Crew crew) throws IOException, InterruptedException;

  /** There is room again. */
  void end() throws IOException, InterruptedException;

  @Override
  void close() throws IOException, InterruptedException;

  /**
   * A small disk in memory, which something else fills.
   *
   * @throws IOException if this user may not mount one
   */
  static Shortage disk(String size) throws IOException, InterruptedException {
    Path disk = Files.createTempDirectory("perdure-torture-disk-");
    Shell.run("mount -t tmpfs -o size=$1,mode=755 perdure \"$2\"", size, disk);
    return new SmallDisk(disk);
  }

  /** A limit of the size of each file, RLIMIT_FSIZE, which needs no right. */
  static Shortage limit() throws IOException, InterruptedException {
    Path place = Files.createTempDirectory("perdure-torture-limit-");
    Shell.run("chmod 755 \"$1\" && command -v prlimit", place);
    return new Limit(place);
  }

  /** A disk of that folder. */
  record SmallDisk(Path place) implements Shortage {
    @Override
    public String begin(Site site, Crew crew) throws IOException, InterruptedException {
      Shell.run("dd if=/dev/zero of=\"$1\"/ballast bs=4096 2>/dev/null || true", place);
      return Shell.run("df -k \"$1\" | tail -1", place).trim();
    }

    @Override
    public void end() throws IOException, InterruptedException {
      Shell.run("rm \"$1\"/ballast", place);
    }

    @Override
    public void close() throws IOException, InterruptedException {
      Shell.run("umount -l \"$1\" && rmdir \"$1\"", place);
    }
  }

  /** A limit that those who have the database open run into. */
  final class Limit implements Shortage {
    private static final long BYTES = 3 << 20;

    private final Path place;
    private final List<Long> limited = new ArrayList<>();

    private Limit(Path place) {
      this.place = place;
    }

    @Override
    public Path place() {
      return place;
    }

    @Override
    public String begin(Site site, Crew crew) throws IOException, InterruptedException {
      if (site instanceof PostgresSite postgres) {
        long postmaster = postgres.server().pid();
        limited.add(postmaster);
        ProcessHandle.of(postmaster).stream()
            .flatMap(ProcessHandle::children)
            .forEach(child -> limited.add(child.pid()));
      } else {
        crew.members().stream().map(Member::pid).forEach(limited::add);
      }
      set(Long.toString(BYTES));
      return "no file of " + limited.size() + " processes grows beyond " + BYTES + " bytes";
    }

    @Override
    public void end() throws IOException, InterruptedException {
      set("unlimited");
      limited.clear();
    }

    /** The limit that a process may raise again; whoever has ended meanwhile needs none. */
    private void set(String limit) throws IOException, InterruptedException {
      for (long pid : limited) {
        Shell.run("prlimit --pid \"$1\" --fsize=\"$2\": 2>/dev/null || true", pid, limit);
      }
    }

    @Override
    public void close() throws IOException, InterruptedException {
      Shell.run("rm -rf \"$1\"", place);
    }
  }
}
