package io.perdure.torture.truth;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All logs of a run, read, each line by its {@linkplain Checked check}. A last line without its
 * end, of a process that was killed while it wrote, is passed over: what it would have asked was
 * not asked yet, and what it would have told was told to nobody.
 */
public final class Books {
  /** What the name of a log ends with. */
  public static final String LOG = ".log";

  private static final Pattern NAME = Pattern.compile(".*\\.(\\d{1,9})\\.log");
  private static final int SHOWN = 80;

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final List<Sighting> sightings = new ArrayList<>();

  private final boolean whole;

  private Books(boolean whole) {
    this.whole = whole;
  }

  /**
   * Reads the logs of that folder, by name.
   *
   * @throws IllegalArgumentException if one says what no process writes
   */
  public static Books in(Path folder) throws IOException {
    return in(folder, "");
  }

  /** Reads the logs of that folder whose names begin so. */
  public static Books in(Path folder, String prefix) throws IOException {
    Books books = new Books(prefix.isEmpty());
    List<Path> logs;
    try (Stream<Path> files = Files.list(folder)) {
      logs =
          files
              .filter(file -> file.getFileName().toString().startsWith(prefix))
              .filter(file -> file.getFileName().toString().endsWith(LOG))
              .filter(Files::isRegularFile)
              .sorted(Comparator.comparing(Books::incarnation).thenComparing(Path::toString))
              .toList();
    }
    for (Path log : logs) {
      books.read(log);
    }
    return books;
  }

  /** Names end with the number of the incarnation: later ones may ask again. */
  private static long incarnation(Path log) {
    Matcher name = NAME.matcher(log.getFileName().toString());
    if (!name.matches()) {
      throw new IllegalArgumentException(log.getFileName() + " has not the name of a log");
    }
    return Long.parseLong(name.group(1));
  }

  private void read(Path log) throws IOException {
    String name = log.getFileName().toString();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(log))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int number = 1;
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next == '\n') {
          String where = name + ":" + number++;
          read(text(line, where), where);
          line.reset();
        } else {
          line.write(next);
        }
      }
      String cut = line.toString(StandardCharsets.UTF_8);
      if (isMoreThanWhole(cut)) {
        read(cut, name + ":" + number);
      }
    }
  }

  private static String text(ByteArrayOutputStream line, String where) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line.toByteArray());
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(where + " is not a text", e);
    }
  }

  /** Whether a line without its end has something else in the end's place. */
  private static boolean isMoreThanWhole(String line) {
    try {
      return !line.isEmpty() && !Checked.words(line.substring(0, line.length() - 1)).isEmpty();
    } catch (IllegalArgumentException cut) {
      return false;
    }
  }

  private void read(String line, String where) {
    try {
      parse(Checked.words(line), where);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          where
              + " is not what a process writes: "
              + line.substring(0, Math.min(line.length(), SHOWN)),
          e);
    }
  }

  private void parse(String line, String where) {
    String[] words = line.split(" ", 3);
    long at = Long.parseLong(words[1]);
    switch (words[0]) {
      case "ask" -> {
        Op op = Op.of(words[2]);
        entries.put(op.id(), new Entry(op, where, at));
      }
      case "again" -> known(words[2]).ifPresent(Entry::askedAgain);
      case "told" -> {
        String[] told = words[2].split(" ", 3);
        Told answer = new Told(Told.Outcome.valueOf(told[1]), List.of(told[2].split("\\|", -1)));
        known(told[0]).ifPresent(entry -> entry.told(answer, at));
      }
      case "saw" -> {
        String[] seen = words[2].split(" ", -1);
        sightings.add(
            new Sighting(
                where, at, Long.parseLong(seen[0]), Arrays.asList(seen).subList(1, seen.length)));
      }
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  /** The books as they were at that instant of {@link System#nanoTime}. */
  public Books until(long nanos) {
    return around(nanos, nanos);
  }

  /**
   * What can be known of a state from between two instants: what had been told before it began, and
   * what had been asked before it ended.
   */
  public Books around(long begin, long end) {
    Books then = new Books(whole);
    for (Entry entry : entries.values()) {
      if (entry.askedAt() <= end) {
        then.entries.put(entry.op().id(), entry.until(begin));
      }
    }
    sightings.stream().filter(sighting -> sighting.after() <= begin).forEach(then.sightings::add);
    return then;
  }

  /** Whoever reads some logs only may meet what was asked in others. */
  private Optional<Entry> known(String id) {
    Optional<Entry> entry = find(id);
    if (entry.isEmpty() && whole) {
      throw new IllegalArgumentException("nobody asked " + id);
    }
    return entry;
  }

  /** Every operation that was asked, in the order of the logs. */
  public Iterable<Entry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }

  /** How many operations were asked. */
  public int size() {
    return entries.size();
  }

  /** The operation of that id. */
  public Optional<Entry> find(String id) {
    return Optional.ofNullable(entries.get(id));
  }

  /** What was read. */
  public List<Sighting> sightings() {
    return Collections.unmodifiableList(sightings);
  }
}
