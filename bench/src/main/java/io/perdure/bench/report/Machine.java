package io.perdure.bench.report;

import com.sun.management.OperatingSystemMXBean;
import io.perdure.bench.harness.Spread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What it ran on.
 *
 * @param facts of the machine, by name
 * @param libraries the files of the libraries on the class path, whose names have the versions
 */
public record Machine(Map<String, String> facts, Map<String, String> libraries) {
  private static final int FLUSHES = 200;
  private static final int PAGE = 8192;
  private static final double MICRO = 1000;
  private static final double GIBIBYTE = 1L << 30;

  /** This one, with the disk of that folder. */
  public static Machine of(Path folder) throws IOException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("memory", "%.1f GiB".formatted(system.getTotalMemorySize() / GIBIBYTE));
    facts.put("heap", "%.1f GiB".formatted(Runtime.getRuntime().maxMemory() / GIBIBYTE));
    facts.put("kernel", system.getName() + " " + system.getVersion() + " " + system.getArch());
    facts.put("file system", Files.getFileStore(folder).type());
    facts.put("flush of 8 KiB, µs", flush(folder).shown("%.0f"));
    facts.put(
        "Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    facts.put("load before", "%.1f".formatted(system.getSystemLoadAverage()));
    return new Machine(facts, onClassPath());
  }

  private static Spread flush(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "perdure-bench-flush-", "");
    double[] micros = new double[FLUSHES];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer page = ByteBuffer.allocate(PAGE);
      for (int i = 0; i < FLUSHES; i++) {
        channel.write(page.clear(), (long) i % 16 * PAGE);
        long begun = System.nanoTime();
        channel.force(false);
        micros[i] = (System.nanoTime() - begun) / MICRO;
      }
    } finally {
      Files.delete(file);
    }
    return Spread.of(micros);
  }

  /** By the manifests on the class path: each library has one. */
  private static Map<String, String> onClassPath() {
    Map<String, String> libraries = new TreeMap<>();
    try {
      Machine.class
          .getClassLoader()
          .getResources("META-INF/MANIFEST.MF")
          .asIterator()
          .forEachRemaining(
              manifest -> {
                String jar = manifest.getPath().split("!", 2)[0];
                if (jar.endsWith(".jar")) {
                  String file = Path.of(URI.create(jar)).getFileName().toString();
                  String name = file.substring(0, file.length() - ".jar".length());
                  int version = name.replaceFirst("-(?=\\d).*", "").length();
                  libraries.put(
                      name.substring(0, version),
                      name.substring(Math.min(name.length(), version + 1)));
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return libraries;
  }
}
